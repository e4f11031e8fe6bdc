using Weir.Metering.Keys;
using Weir.Metering.People;

namespace Weir.Metering.Tests.People;

public sealed class PeopleStoreTests : IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private MeteringRoom _room = null!;

    private static CancellationToken Token => MeteringRoom.Token;

    private PeopleStore Store => _room.Get<PeopleStore>();

    private KeyStore Keys => _room.Get<KeyStore>();

    private KeyRing Ring => _room.Get<KeyRing>();

    public async ValueTask InitializeAsync() => _room = await MeteringRoom.OpenAsync(time: _time);

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    [Fact]
    public async Task A_user_is_kept_as_he_was_wanted()
    {
        await Store.AddTeamAsync("research", Token);
        var made = await Store.AddUserAsync("ada@example.org", new UserChange { Role = Role.Manager, Team = "Research", Email = "ada@example.org" }, Token);

        var kept = Assert.Single(await Store.UsersAsync(Token));
        Assert.Equal(made, kept);
        Assert.Equal((Role.Manager, "research", true, _time.GetUtcNow()), (kept.Role, kept.Team, kept.IsEnabled, kept.CreatedAt));
        Assert.Equal(made, _room.Get<PeopleDirectory>().Find("ADA@example.org"));
        Assert.Equal(made, _room.Get<PeopleDirectory>().FindById(made.Id));
    }

    [Fact]
    public async Task A_name_is_taken_whatever_the_case_of_its_letters()
    {
        await Store.AddUserAsync("ada", new UserChange(), Token);
        await Store.AddTeamAsync("research", Token);

        await Assert.ThrowsAsync<PeopleRefusedException>(() => Store.AddUserAsync("Ada", new UserChange(), Token));
        await Assert.ThrowsAsync<PeopleRefusedException>(() => Store.AddTeamAsync("Research", Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ada")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a\nb")]
    public async Task Some_names_will_not_do(string name)
    {
        await Assert.ThrowsAsync<PeopleRefusedException>(() => Store.AddUserAsync(name, new UserChange(), Token));
        await Assert.ThrowsAsync<PeopleRefusedException>(() => Store.AddTeamAsync(name, Token));
    }

    [Fact]
    public async Task A_change_changes_what_it_names_alone()
    {
        await Store.AddTeamAsync("research", Token);
        var made = await Store.AddUserAsync("ada", new UserChange { Role = Role.Admin, Team = "research", Email = "a@b.c" }, Token);

        Assert.Equal(made with { Email = "x@y.z" }, await Store.EditUserAsync("ada", new UserChange { Email = "x@y.z" }, Token));
        Assert.Equal(made with { Email = null, Team = null }, await Store.EditUserAsync("ada", new UserChange { Email = "", Team = "" }, Token));
        await Assert.ThrowsAsync<PeopleRefusedException>(() => Store.EditUserAsync("ada", new UserChange { Team = "sales" }, Token));
        await Assert.ThrowsAsync<PeopleRefusedException>(() => Store.EditUserAsync("ada", new UserChange { Email = "no mail" }, Token));
        Assert.True((await Assert.ThrowsAsync<PeopleRefusedException>(() => Store.EditUserAsync("bob", new UserChange(), Token))).IsMissing);
    }

    [Fact]
    public async Task Keys_know_their_user_s_team_and_whether_he_is_enabled()
    {
        var key = (await Keys.CreateAsync(new NewKey { Name = "laptop", User = "Ada" }, Token)).Reveal();
        Assert.Null(Ring.Find(key).Key?.Team);
        await Store.AddTeamAsync("research", Token);
        await Store.AddUserAsync("ada", new UserChange { Team = "research" }, Token);
        Assert.Equal((KeyState.Valid, "research"), (Ring.Find(key).State, Ring.Find(key).Key?.Team));

        await Store.EditUserAsync("ada", new UserChange { IsEnabled = false }, Token);
        Assert.Equal(KeyState.UserDisabled, Ring.Find(key).State);
        await Store.EditUserAsync("ada", new UserChange { IsEnabled = true }, Token);
        Assert.Equal(KeyState.Valid, Ring.Find(key).State);
    }

    [Fact]
    public async Task All_keys_of_one_user_end_together_and_nobody_else_s()
    {
        var own = (await Keys.CreateAsync(new NewKey { Name = "laptop", User = "ada" }, Token)).Reveal();
        var other = (await Keys.CreateAsync(new NewKey { Name = "ci", User = "bob" }, Token)).Reveal();

        var ended = await Keys.RevokeAllOfAsync("Ada", Token);

        Assert.Equal("laptop", Assert.Single(ended).Name);
        Assert.Equal((KeyState.Revoked, KeyState.Valid), (Ring.Find(own).State, Ring.Find(other).State));
        Assert.Empty(await Keys.RevokeAllOfAsync("ada", Token));
    }

    [Fact]
    public async Task A_team_goes_when_nobody_is_in_it()
    {
        await Store.AddTeamAsync("research", Token);
        await Store.AddUserAsync("ada", new UserChange { Team = "research" }, Token);
        Assert.Contains("ada", (await Assert.ThrowsAsync<PeopleRefusedException>(() => Store.RemoveTeamAsync("research", Token))).Message, StringComparison.Ordinal);
        await Store.RemoveUserAsync("ada", Token);
        await Store.RemoveTeamAsync("research", Token);

        Assert.Empty(await Store.TeamsAsync(Token));
        Assert.Null(_room.Get<PeopleDirectory>().Find("ada"));
    }

    [Fact]
    public async Task A_change_by_another_process_is_seen()
    {
        var key = (await Keys.CreateAsync(new NewKey { Name = "laptop", User = "ada" }, Token)).Reveal();
        using var refresher = new KeyRingRefresher(Ring, _room.Get<PeopleDirectory>(), _room.Get<Storage.Sqlite.Database>(), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<KeyRingRefresher>.Instance);
        await refresher.RefreshAsync(Token);
        await using var other = await MeteringRoom.OpenAsync(time: _time, beside: _room);
        await other.Get<PeopleStore>().AddUserAsync("ada", new UserChange { IsEnabled = false }, Token);

        Assert.True(await refresher.RefreshAsync(Token));
        Assert.Equal(KeyState.UserDisabled, Ring.Find(key).State);
        Assert.NotNull(_room.Get<PeopleDirectory>().Find("ada"));
    }
}

using System.Text;
using Weir.Metering.Keys;
using Weir.Storage.Sqlite;

namespace Weir.Metering.Tests.Keys;

public sealed class KeyStoreTests : IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private MeteringRoom _room = null!;

    private KeyStore Store => _room.Get<KeyStore>();

    public async ValueTask InitializeAsync() => _room = await MeteringRoom.OpenAsync(time: _time);

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    [Theory]
    [InlineData(false, "^weir-[A-Za-z0-9]{43}$", "^weir-[A-Za-z0-9]{4}$")]
    [InlineData(true, "^weir-admin-[A-Za-z0-9]{43}$", "^weir-admin-[A-Za-z0-9]{4}$")]
    public async Task A_new_key_has_256_random_bits_and_shows_its_beginning(bool isAdmin, string form, string shown)
    {
        var issued = await CreateAsync(new NewKey { Name = "ci", IsAdmin = isAdmin });

        Assert.Matches(form, issued.Reveal());
        Assert.Matches(shown, issued.Key.Prefix);
        Assert.StartsWith(issued.Key.Prefix, issued.Reveal(), StringComparison.Ordinal);
        Assert.Matches("^key_[0-9a-z]{16}$", issued.Key.Id);
        Assert.DoesNotContain(issued.Reveal(), issued.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_is_kept_as_it_was_wanted()
    {
        var wanted = new NewKey
        {
            Name = "ci",
            User = "ada@example.org",
            AllowedModels = ["lab/*", "my-openai/gpt-4o*"],
            ExpiresAt = _time.GetUtcNow().AddDays(30),
        };

        var issued = await CreateAsync(wanted);

        var kept = Assert.Single(await Store.ListAsync(MeteringRoom.Token));
        Assert.Equal(issued.Key with { AllowedModels = [] }, kept with { AllowedModels = [] });
        Assert.Equal(wanted.AllowedModels, kept.AllowedModels);
        Assert.Equal(wanted.ExpiresAt, kept.ExpiresAt);
        Assert.Equal(_time.GetUtcNow(), kept.CreatedAt);
    }

    [Fact]
    public async Task No_file_of_the_data_folder_holds_the_key()
    {
        var issued = await CreateAsync(new NewKey { Name = "ci" });
        var secret = Encoding.UTF8.GetBytes(issued.Reveal()[(issued.Key.Prefix.Length + 1)..]);
        _room.Get<Database>().ClosePool();

        var files = Directory.GetFiles(_room.Folder.FullPath, "*", SearchOption.AllDirectories);

        Assert.Contains(files, file => Holds(file, Encoding.UTF8.GetBytes(issued.Key.Prefix)));
        Assert.DoesNotContain(files, file => Holds(file, secret));

        static bool Holds(string file, byte[] text) => File.ReadAllBytes(file).AsSpan().IndexOf(text) >= 0;
    }

    [Theory]
    [InlineData("", "1 to 64")]
    [InlineData("two words", "letters, digits")]
    [InlineData("-dash", "begins with")]
    [InlineData("weir-abcd", "looks like a key")]
    [InlineData("key_abcd", "looks like a key")]
    [InlineData("weir_key", "variable")]
    public async Task A_name_that_will_not_do_is_refused(string name, string reason) =>
        await RefusedAsync(new NewKey { Name = name }, reason);

    [Theory]
    [InlineData("", "1 to 256")]
    [InlineData("a b", "no spaces")]
    [InlineData("*/gpt-4o", "not at its end")]
    [InlineData("lab/**", "not at its end")]
    public async Task A_model_that_will_not_do_is_refused(string model, string reason) =>
        await RefusedAsync(new NewKey { Name = "ci", AllowedModels = ["fine/model", model] }, reason);

    [Fact]
    public async Task An_expiry_in_the_past_is_refused() =>
        await RefusedAsync(new NewKey { Name = "ci", ExpiresAt = _time.GetUtcNow() }, "expired from the start");

    [Fact]
    public async Task A_user_of_blanks_is_refused() => await RefusedAsync(new NewKey { Name = "ci", User = "  " }, "user");

    [Fact]
    public async Task A_name_in_use_is_refused_and_free_again_after_a_revocation()
    {
        await CreateAsync(new NewKey { Name = "ci" });

        await RefusedAsync(new NewKey { Name = "ci" }, "exists");
        await Store.RevokeAsync("ci", MeteringRoom.Token);

        Assert.NotNull(await CreateAsync(new NewKey { Name = "ci" }));
    }

    [Fact]
    public async Task FindAsync_takes_an_id_a_name_or_what_is_shown_of_the_key()
    {
        var key = (await CreateAsync(new NewKey { Name = "ci" })).Key;
        await CreateAsync(new NewKey { Name = "other" });

        Assert.Equal(key.Id, (await Store.FindAsync(key.Id, MeteringRoom.Token))?.Id);
        Assert.Equal(key.Id, (await Store.FindAsync("ci", MeteringRoom.Token))?.Id);
        Assert.Equal(key.Id, (await Store.FindAsync(key.Prefix, MeteringRoom.Token))?.Id);
        Assert.Null(await Store.FindAsync("weir-", MeteringRoom.Token));
    }

    [Fact]
    public async Task RevokeAsync_of_nothing_says_so()
    {
        var refusal = await Assert.ThrowsAsync<KeyRefusedException>(() => Store.RevokeAsync("ghost", MeteringRoom.Token));

        Assert.Contains("ghost", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("weir keys list", refusal.Action, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RevokeAsync_twice_keeps_the_first_time()
    {
        await CreateAsync(new NewKey { Name = "ci" });
        var revoked = Assert.Single(await Store.RevokeAsync("ci", MeteringRoom.Token));
        _time.Advance(TimeSpan.FromDays(1));

        Assert.Empty(await Store.RevokeAsync("ci", MeteringRoom.Token));
        Assert.Equal(revoked.RevokedAt, Assert.Single(await Store.ListAsync(MeteringRoom.Token)).RevokedAt);
    }

    [Fact]
    public async Task RotateAsync_without_overlap_ends_the_old_key_at_once()
    {
        var old = await CreateAsync(new NewKey { Name = "ci", User = "ada", AllowedModels = ["lab/*"], IsAdmin = true });

        var next = await Store.RotateAsync("ci", TimeSpan.Zero, MeteringRoom.Token);

        Assert.Equal(KeyState.Revoked, State(old));
        Assert.Equal(KeyState.Valid, State(next));
        Assert.Equal(("ci", "ada", true), (next.Key.Name, next.Key.User, next.Key.IsAdmin));
        Assert.Equal(["lab/*"], next.Key.AllowedModels);
        Assert.Equal(next.Key.Id, (await Store.FindAsync(old.Key.Id, MeteringRoom.Token))?.ReplacedBy);
        Assert.Equal(next.Key.Id, (await Store.FindAsync("ci", MeteringRoom.Token))?.Id);
    }

    [Fact]
    public async Task RotateAsync_with_overlap_lets_both_keys_work_for_so_long()
    {
        var old = await CreateAsync(new NewKey { Name = "ci" });

        var next = await Store.RotateAsync("ci", TimeSpan.FromHours(24), MeteringRoom.Token);

        Assert.Equal((KeyState.Valid, KeyState.Valid), (State(old), State(next)));
        _time.Advance(TimeSpan.FromHours(24));
        Assert.Equal((KeyState.Expired, KeyState.Valid), (State(old), State(next)));
    }

    [Fact]
    public async Task RotateAsync_does_not_make_the_old_key_live_longer()
    {
        var old = await CreateAsync(new NewKey { Name = "ci", ExpiresAt = _time.GetUtcNow().AddHours(1) });

        await Store.RotateAsync("ci", TimeSpan.FromHours(24), MeteringRoom.Token);

        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(KeyState.Expired, State(old));
    }

    [Fact]
    public async Task RevokeAsync_by_name_ends_a_rotated_key_in_its_overlap_too()
    {
        var old = await CreateAsync(new NewKey { Name = "ci" });
        var next = await Store.RotateAsync("ci", TimeSpan.FromHours(24), MeteringRoom.Token);

        await Store.RevokeAsync("ci", MeteringRoom.Token);

        Assert.Equal((KeyState.Revoked, KeyState.Revoked), (State(old), State(next)));
    }

    [Fact]
    public async Task RotateAsync_of_a_key_that_is_not_in_use_is_refused()
    {
        var old = await CreateAsync(new NewKey { Name = "ci" });
        await Store.RotateAsync("ci", TimeSpan.FromHours(1), MeteringRoom.Token);

        await Assert.ThrowsAsync<KeyRefusedException>(() => Store.RotateAsync(old.Key.Id, TimeSpan.Zero, MeteringRoom.Token));
        await Store.RevokeAsync("ci", MeteringRoom.Token);
        await Assert.ThrowsAsync<KeyRefusedException>(() => Store.RotateAsync("ci", TimeSpan.Zero, MeteringRoom.Token));
        Assert.Equal(2, (await Store.ListAsync(MeteringRoom.Token)).Count);
    }

    private KeyState State(IssuedKey key) => _room.Get<KeyRing>().Find(key.Reveal()).State;

    private Task<IssuedKey> CreateAsync(NewKey wanted) => Store.CreateAsync(wanted, MeteringRoom.Token);

    private async Task RefusedAsync(NewKey wanted, string reason)
    {
        var refusal = await Assert.ThrowsAsync<KeyRefusedException>(() => CreateAsync(wanted));
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.NotEmpty(refusal.Action);
    }
}

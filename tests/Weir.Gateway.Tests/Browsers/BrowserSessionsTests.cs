using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Weir.Gateway.Browsers;
using Weir.Gateway.Security;
using Weir.Gateway.Tests.Fakes;
using Weir.Metering;
using Weir.Metering.Keys;
using Weir.Metering.People;
using Weir.Storage;
using Weir.Storage.Folders;
using Weir.Storage.Migrations;
using Weir.Storage.Sqlite;

namespace Weir.Gateway.Tests.Browsers;

/// <summary>Links and sessions over a real database, with a clock that is set by hand; two of them are two nodes.</summary>
public sealed class BrowserSessionsTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("weir-browsers-").FullName;
    private readonly ManualTime _time = new();
    private ServiceProvider _services = null!;
    private BrowserSessions _here = null!;
    private BrowserSessions _there = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private PeopleStore People => _services.GetRequiredService<PeopleStore>();

    private KeyStore Keys => _services.GetRequiredService<KeyStore>();

    public async ValueTask InitializeAsync()
    {
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(_time)
            .AddStorage(DataFolder.Open(_folder))
            .AddMetering()
            .AddMigrations(MigrationSet.FromResources("gateway", typeof(BrowserSessions).Assembly))
            .BuildServiceProvider();
        await _services.GetRequiredService<Migrator>().MigrateAsync(Token);
        _here = New();
        _there = New();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_link_works_once_on_any_node()
    {
        var (token, _) = await _here.NewLinkAsync(LocalAdminToken.Key.Id, Token);

        Assert.Equal(Caller.Of(LocalAdminToken.Key), await _there.UseLinkAsync(token, Token));
        Assert.Null(await _there.UseLinkAsync(token, Token));
        Assert.Null(await _here.UseLinkAsync(token, Token));
    }

    [Fact]
    public async Task Of_two_that_use_a_link_at_once_one_gets_in()
    {
        var (token, _) = await _here.NewLinkAsync(LocalAdminToken.Key.Id, Token);

        var keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => (i % 2 == 0 ? _here : _there).UseLinkAsync(token, Token))));

        Assert.Single(keys, static key => key is not null);
    }

    [Fact]
    public async Task A_link_is_too_old_after_ten_minutes()
    {
        var (token, expiresAt) = await _here.NewLinkAsync(LocalAdminToken.Key.Id, Token);
        _time.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(expiresAt, _time.GetUtcNow());
        Assert.Null(await _here.UseLinkAsync(token, Token));
    }

    [Fact]
    public async Task A_session_is_known_everywhere_until_its_day_is_over()
    {
        var (token, _) = await _here.OpenAsync(LocalAdminToken.Key.Id, Token);

        Assert.NotNull(await _there.FindAsync(token, Token));
        _time.Advance(BrowserSessions.SessionLife);
        Assert.Null(await _there.FindAsync(token, Token));
        Assert.Null(await _here.FindAsync("0" + token[1..], Token));
    }

    [Fact]
    public async Task A_session_that_is_ended_is_over_here_at_once_and_elsewhere_within_seconds()
    {
        var (token, _) = await _here.OpenAsync(LocalAdminToken.Key.Id, Token);
        Assert.NotNull(await _there.FindAsync(token, Token));
        await _here.EndAsync(token, Token);

        Assert.Null(await _here.FindAsync(token, Token));
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Null(await _there.FindAsync(token, Token));
    }

    [Fact]
    public async Task All_sessions_and_links_end_together()
    {
        var (first, _) = await _here.OpenAsync(LocalAdminToken.Key.Id, Token);
        var (second, _) = await _here.OpenAsync(LocalAdminToken.Key.Id, Token);
        var (link, _) = await _here.NewLinkAsync(LocalAdminToken.Key.Id, Token);
        await _here.EndAllAsync(Token);

        Assert.Null(await _here.FindAsync(first, Token));
        Assert.Null(await _here.FindAsync(second, Token));
        Assert.Null(await _here.UseLinkAsync(link, Token));
    }

    [Fact]
    public async Task A_session_is_as_good_as_its_key()
    {
        var issued = await Keys.CreateAsync(new NewKey { Name = "ops", IsAdmin = true }, Token);
        var (token, _) = await _here.OpenAsync(issued.Key.Id, Token);
        Assert.Equal(issued.Key.Id, (await _here.FindAsync(token, Token))?.Id);
        await Keys.RevokeAsync("ops", Token);

        Assert.Null(await _here.FindAsync(token, Token));
    }

    [Fact]
    public async Task A_user_s_session_has_his_role_as_it_is_now()
    {
        var ada = await People.AddUserAsync("ada", new UserChange { Role = Role.Admin }, Token);
        var (token, _) = await _here.OpenAsync(ada.Id, Token);
        Assert.Equal((Role.Admin, "ada"), (await _here.FindAsync(token, Token)) is { } before ? (before.Role, before.User) : default);
        await People.EditUserAsync("ada", new UserChange { Role = Role.Member }, Token);

        Assert.Equal(Role.Member, (await _here.FindAsync(token, Token))?.Role);
    }

    [Fact]
    public async Task A_user_who_was_disabled_or_made_anew_has_to_sign_in_again()
    {
        var ada = await People.AddUserAsync("ada", new UserChange(), Token);
        var (token, _) = await _here.OpenAsync(ada.Id, Token);
        await People.EditUserAsync("ada", new UserChange { IsEnabled = false }, Token);
        Assert.Null(await _here.FindAsync(token, Token));
        await People.EditUserAsync("ada", new UserChange { IsEnabled = true }, Token);
        Assert.Null(await _here.FindAsync(token, Token));

        _time.Advance(TimeSpan.FromSeconds(1));
        var (second, _) = await _here.OpenAsync(ada.Id, Token);
        Assert.NotNull(await _here.FindAsync(second, Token));
        await People.RemoveUserAsync("ada", Token);
        await People.AddUserAsync("ada", new UserChange { Role = Role.Admin }, Token);
        Assert.Null(await _here.FindAsync(second, Token));
    }

    [Fact]
    public async Task Signing_one_s_own_browsers_out_leaves_others_alone()
    {
        var ada = await People.AddUserAsync("ada", new UserChange(), Token);
        var (own, _) = await _here.OpenAsync(ada.Id, Token);
        var (other, _) = await _here.OpenAsync(LocalAdminToken.Key.Id, Token);
        await _here.EndAllOfAsync(ada.Id, Token);

        Assert.Null(await _here.FindAsync(own, Token));
        Assert.NotNull(await _here.FindAsync(other, Token));
    }

    [Fact]
    public async Task The_database_holds_no_token()
    {
        var (link, _) = await _here.NewLinkAsync(LocalAdminToken.Key.Id, Token);
        var (cookie, _) = await _here.OpenAsync(LocalAdminToken.Key.Id, Token);
        await using var connection = await _services.GetRequiredService<Database>().OpenAsync(Token);
        var kept = (await connection.QueryAsync<string>("SELECT token_hash FROM browser_links UNION ALL SELECT token_hash FROM browser_sessions")).ToList();

        Assert.Equal(2, kept.Count);
        Assert.DoesNotContain(link, kept);
        Assert.DoesNotContain(cookie, kept);
    }

    private BrowserSessions New() => new(_services.GetRequiredService<Database>(), _services.GetRequiredService<KeyRing>(), _services.GetRequiredService<PeopleDirectory>(), _time);
}

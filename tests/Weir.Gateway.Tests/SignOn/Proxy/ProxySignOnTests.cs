using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Weir.Gateway.Audit;
using Weir.Gateway.Security;
using Weir.Gateway.SignOn;
using Weir.Gateway.SignOn.Proxy;
using Weir.Metering.People;
using Weir.Routing.Configuration;

namespace Weir.Gateway.Tests.SignOn.Proxy;

public sealed class ProxySignOnTests
{
    private static readonly ProxySignOnConfig Config = new() { Header = "X-User", RoleHeader = "X-Role", Addresses = [IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("::1/128")], CreatesUsers = true };

    private readonly Lines _log = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("::ffff:10.1.2.3", true)]
    [InlineData("::1", true)]
    [InlineData("11.1.2.3", false)]
    [InlineData("127.0.0.1", false)]
    public async Task The_header_counts_from_the_proxy_alone_and_others_are_logged(string address, bool vouches)
    {
        await using var room = await SignOnRoom.OpenAsync();

        Assert.Equal(vouches, New(room, Config).Vouches(From(address, "ada")));
        Assert.Equal(vouches ? 0 : 1, _log.Told.Count);
        Assert.All(_log.Told, line => Assert.Contains(address, line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Strangers_can_t_fill_the_log()
    {
        await using var room = await SignOnRoom.OpenAsync();
        var proxy = New(room, Config);
        for (var i = 0; i < 50; i++)
        {
            proxy.Vouches(From("11.1.2.3", "ada"));
        }

        Assert.Single(_log.Told);
        room.Time.Advance(TimeSpan.FromMinutes(1));
        proxy.Vouches(From("11.1.2.3", "ada"));
        Assert.Equal(2, _log.Told.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public async Task An_empty_name_is_nobody(string name)
    {
        await using var room = await SignOnRoom.OpenAsync();

        Assert.False(New(room, Config).Vouches(From("10.1.2.3", name)));
    }

    [Fact]
    public async Task Two_names_are_nobody_and_without_configuration_there_is_no_header()
    {
        await using var room = await SignOnRoom.OpenAsync();
        var two = From("10.1.2.3", "ada");
        two.Request.Headers.Append("X-User", "root");

        Assert.False(New(room, Config).Vouches(two));
        Assert.False(New(room, null).Vouches(From("10.1.2.3", "ada")));
    }

    [Fact]
    public async Task Somebody_new_becomes_a_user_and_the_role_header_rules()
    {
        await using var room = await SignOnRoom.OpenAsync();
        var proxy = New(room, Config);

        var (first, _) = await proxy.SignInAsync(From("10.1.2.3", "ada"));
        var (second, _) = await proxy.SignInAsync(From("10.1.2.3", "Ada", "manager"));

        Assert.Equal((Role.Member, "ada"), (first!.Role, first.User));
        Assert.Equal((Role.Manager, first.Id), (second!.Role, second.Id));
        Assert.Single(await room.Get<PeopleStore>().UsersAsync(Token));
    }

    [Fact]
    public async Task The_audit_log_has_who_came_and_what_the_proxy_made_of_him()
    {
        await using var room = await SignOnRoom.OpenAsync();
        var proxy = New(room, Config);
        await proxy.SignInAsync(From("10.1.2.3", "ada"));
        await proxy.SignInAsync(From("10.1.2.3", "ada", "manager"));
        room.Time.Advance(TimeSpan.FromMinutes(59));
        await proxy.SignInAsync(From("10.1.2.3", "ada"));
        room.Time.Advance(TimeSpan.FromMinutes(1));
        await proxy.SignInAsync(From("10.1.2.3", "ada"));

        var rows = await room.AuditAsync();
        Assert.Equal(
            [(AuditKinds.UserAdded, "gateway", "sign-on (proxy)"), (AuditKinds.ConsoleSignIn, "console", "ada"), (AuditKinds.UserUpdated, "gateway", "sign-on (proxy)"), (AuditKinds.ConsoleSignIn, "console", "ada")],
            rows.Select(static row => (row.Kind, row.ActorKind, row.Actor)));
        Assert.All(rows, static row => Assert.Equal(("ada", "10.1.2.3"), (row.Subject, row.Address)));
        Assert.Contains("\"role\":\"member\"", rows[2].Before, StringComparison.Ordinal);
        Assert.Contains("\"role\":\"manager\"", rows[2].After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_person_does_is_told_from_what_an_admin_key_of_that_name_does()
    {
        await using var room = await SignOnRoom.OpenAsync();
        var http = From("10.1.2.3", Fakes.Some.AdminKey.Name);
        var (person, _) = await New(room, Config).SignInAsync(http);

        Assert.Equal(new AuditActor("console", "admin", "10.1.2.3", "none"), AuditScope.Of(http, person!));
        Assert.Equal("admin_key", AuditScope.Of(http, Caller.Of(Fakes.Some.AdminKey)).Kind);
    }

    [Fact]
    public async Task Who_is_no_user_or_disabled_stays_outside()
    {
        await using var room = await SignOnRoom.OpenAsync();
        var proxy = New(room, Config with { CreatesUsers = false });
        var (nobody, unknown) = await proxy.SignInAsync(From("10.1.2.3", "ada", "admin"));
        await room.Get<PeopleStore>().AddUserAsync("bob", new UserChange(), Token);
        await room.Get<PeopleStore>().EditUserAsync("bob", new UserChange { IsEnabled = false }, Token);
        var (disabled, refusal) = await proxy.SignInAsync(From("10.1.2.3", "bob", "admin"));

        Assert.Null(nobody);
        Assert.Contains("no user", unknown!.Message, StringComparison.Ordinal);
        Assert.Null(disabled);
        Assert.Contains("is disabled", refusal!.Message, StringComparison.Ordinal);
    }

    private ProxySignOn New(SignOnRoom room, ProxySignOnConfig? config) =>
        new(new ConsoleConfig { Proxy = config }, new SignOnUsers(room.Get<PeopleDirectory>(), room.Get<PeopleStore>(), room.Get<AuditLog>()), room.Get<AuditLog>(), room.Time, _log);

    private static DefaultHttpContext From(string address, string name, string? role = null)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse(address);
        http.Request.Headers["X-User"] = name;
        if (role is not null)
        {
            http.Request.Headers["X-Role"] = role;
        }

        return http;
    }

    private sealed class Lines : ILogger<ProxySignOn>
    {
        public List<string> Told { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Told.Add(formatter(state, exception));
    }
}

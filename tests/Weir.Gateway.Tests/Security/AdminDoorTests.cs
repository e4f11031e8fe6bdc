using System.Reflection;
using Microsoft.AspNetCore.Http;
using Weir.Dialects.Errors;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Roles;
using Weir.Gateway.Browsers;
using Weir.Gateway.Security;
using Weir.Gateway.SignOn.Proxy;
using Weir.Gateway.Telemetry;
using Weir.Gateway.Tests.Audit;
using Weir.Gateway.Tests.Fakes;
using Weir.Metering.People;

namespace Weir.Gateway.Tests.Security;

public sealed class AdminDoorTests : IAsyncLifetime
{
    private readonly GatewayMetrics _metrics = new();
    private readonly LocalAdminToken _local = new();
    private AuditRoom _audit = null!;
    private Client _client = new();
    private Caller? _admitted;

    public static TheoryData<string, Role> OperationsAndRoles
    {
        get
        {
            var data = new TheoryData<string, Role>();
            foreach (var route in Routes)
            {
                data.Add($"{route.Method} {route.Template}", Role.Member);
                data.Add($"{route.Method} {route.Template}", Role.Manager);
                data.Add($"{route.Method} {route.Template}", Role.Admin);
            }

            return data;
        }
    }

    private static IEnumerable<AdminRoute> Routes =>
        typeof(AdminRoutes).GetProperties(BindingFlags.Public | BindingFlags.Static).Select(static property => property.GetValue(null)).OfType<AdminRoute>();

    [Fact]
    public void Somebody_has_decided_who_may_do_each_operation() =>
        Assert.Empty(Routes.Where(static route => !OperationRoles.IsDecided(route)).Select(static route => $"{route.Method} {route.Template}"));

    [Theory]
    [MemberData(nameof(OperationsAndRoles))]
    public async Task An_operation_is_reached_by_its_role_and_those_above(string operation, Role role)
    {
        var route = Routes.Single(route => $"{route.Method} {route.Template}" == operation);
        _client.Http.Request.Headers.Cookie = "weir_session=" + role.Word();
        _client.Http.Request.Headers[SameOrigin.Header] = "1";
        await KnockAsync("", OperationRoles.Of(route));

        Assert.Equal(role >= OperationRoles.Of(route), _admitted is not null);
        Assert.Equal(_admitted is null ? 403 : 200, _client.Http.Response.StatusCode);
    }

    [Fact]
    public void A_member_reaches_what_is_his_own_and_the_models() => Assert.Equal(
        [
            "DELETE /admin/api/v1/console/session", "DELETE /admin/api/v1/keys/{name}", "GET /admin/api/v1/budgets", "GET /admin/api/v1/console/session",
            "GET /admin/api/v1/keys", "GET /admin/api/v1/limits", "GET /admin/api/v1/models", "GET /admin/api/v1/models/{**name}", "GET /admin/api/v1/requests",
            "GET /admin/api/v1/requests/export", "GET /admin/api/v1/requests/histogram", "GET /admin/api/v1/requests/{name}",
            "GET /admin/api/v1/usage", "GET /admin/api/v1/usage/export", "GET /admin/api/v1/usage/projection", "GET /admin/api/v1/usage/series",
            "POST /admin/api/v1/estimate", "POST /admin/api/v1/keys/{name}/rotate", "POST /admin/api/v1/recommendations",
        ],
        Routes.Where(static route => OperationRoles.Of(route) == Role.Member).Select(static route => $"{route.Method} {route.Template}").Order(StringComparer.Ordinal));

    [Fact]
    public void An_operation_that_nobody_has_decided_about_is_for_admins() => Assert.Equal(Role.Admin, OperationRoles.Of(new AdminRoute("GET", "/admin/api/v1/new")));

    [Fact]
    public async Task A_refusal_says_who_may()
    {
        _client.Http.Request.Headers.Cookie = "weir_session=member";
        _client.Http.Request.Method = "GET";
        await KnockAsync("", Role.Manager);

        Assert.Contains("A member may not do this; a manager or an admin may.", _client.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_admin_key_is_an_admin()
    {
        await KnockAsync("admin", Role.Admin);

        Assert.Equal(Caller.Of(Some.AdminKey), _admitted);
    }

    [Theory]
    [InlineData("good", 403)]
    [InlineData("stranger", 401)]
    [InlineData("", 401)]
    public async Task Other_keys_open_nothing(string key, int status)
    {
        await KnockAsync(key, Role.Member);

        Assert.Null(_admitted);
        Assert.Equal(status, _client.Http.Response.StatusCode);
    }

    [Fact]
    public async Task The_local_token_is_an_admin_and_another_process_s_is_nobody()
    {
        await KnockAsync(_local.Value, Role.Admin);
        Assert.Equal(LocalAdminToken.Key.Id, _admitted?.Id);

        (_client, _admitted) = (new Client(), null);
        await KnockAsync(new LocalAdminToken().Value, Role.Admin);
        Assert.Null(_admitted);
    }

    [Fact]
    public async Task A_signed_in_browser_is_let_in_beside_a_filter_that_is_named_like_a_key()
    {
        _client.Http.Request.Headers.Cookie = "weir_session=admin";
        _client.Http.Request.Method = "GET";
        _client.Http.Request.QueryString = new QueryString("?key=laptop");
        await KnockAsync("", Role.Admin);

        Assert.NotNull(_admitted);
    }

    [Theory]
    [InlineData("POST", null, "same-origin")]
    [InlineData("POST", "1", "cross-site")]
    [InlineData("POST", "1", "same-site")]
    [InlineData("GET", "1", "cross-site")]
    public async Task What_another_site_had_sent_opens_nothing(string method, string? header, string site)
    {
        foreach (var isProxy in new[] { false, true })
        {
            _client = new Client();
            _client.Http.Request.Method = method;
            _client.Http.Request.Headers.Cookie = "weir_session=admin";
            _client.Http.Request.Headers["Sec-Fetch-Site"] = site;
            if (isProxy)
            {
                _client.Http.Request.Headers["X-Proxy-User"] = "ada";
            }

            if (header is not null)
            {
                _client.Http.Request.Headers[SameOrigin.Header] = header;
            }

            await KnockAsync("", Role.Member);
            Assert.Null(_admitted);
            Assert.Equal(403, _client.Http.Response.StatusCode);
        }
    }

    [Fact]
    public async Task A_cookie_that_is_over_opens_nothing()
    {
        _client.Http.Request.Method = "GET";
        _client.Http.Request.Headers.Cookie = "weir_session=over";
        await KnockAsync("", Role.Member);

        Assert.Null(_admitted);
        Assert.Equal(401, _client.Http.Response.StatusCode);
    }

    [Fact]
    public async Task A_proxy_s_word_goes_before_a_cookie_and_a_key_before_both()
    {
        _client.Http.Request.Method = "GET";
        _client.Http.Request.Headers.Cookie = "weir_session=admin";
        _client.Http.Request.Headers["X-Proxy-User"] = "ada";
        await KnockAsync("", Role.Member);
        Assert.Equal("ada", _admitted?.User);

        await KnockAsync("admin", Role.Member);
        Assert.Equal(Some.AdminKey.Id, _admitted?.Id);
    }

    [Theory]
    [InlineData("stranger", 1)]
    [InlineData("good", 1)]
    [InlineData("admin", 0)]
    public async Task Who_is_turned_away_is_noted_without_the_key(string key, int rows)
    {
        await KnockAsync(key, Role.Member);

        var noted = await _audit.RowsAsync();
        Assert.Equal(rows, noted.Count);
        Assert.All(noted, row => Assert.Equal(("admin_key_refused", "unknown"), (row.Kind, row.ActorKind)));
        Assert.All(noted, static row => Assert.DoesNotContain("stranger", row.ToString(), StringComparison.Ordinal));
    }

    public async ValueTask InitializeAsync() => _audit = await AuditRoom.OpenAsync();

    public async ValueTask DisposeAsync()
    {
        _metrics.Dispose();
        await _audit.DisposeAsync();
    }

    private Task KnockAsync(string key, Role least)
    {
        if (key.Length > 0)
        {
            _client.Http.Request.Headers.Authorization = "Bearer " + key;
        }

        return new AdminDoor(new FakeKeyRing(), _local, new FakeBrowsers(), new FakeProxy(), _metrics, _audit.Tally).RunAsync(_client.Http, least, (_, admitted) =>
        {
            _admitted = admitted;
            return Task.CompletedTask;
        });
    }

    private sealed class FakeBrowsers : IBrowserSessions
    {
        public ValueTask<Caller?> FindAsync(string token, CancellationToken cancellationToken) =>
            new(Roles.Parse(token) is { } role ? new Caller("usr_1", "ada", role, "ada") : null);
    }

    private sealed class FakeProxy : IProxySignOn
    {
        public bool Vouches(HttpContext http) => http.Request.Headers.ContainsKey("X-Proxy-User");

        public ValueTask<(Caller? Caller, WeirError? Refusal)> SignInAsync(HttpContext http)
        {
            var name = http.Request.Headers["X-Proxy-User"].ToString();
            return new((new Caller("usr_2", name, Role.Member, name), null));
        }
    }
}

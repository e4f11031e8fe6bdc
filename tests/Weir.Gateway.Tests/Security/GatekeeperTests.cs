using Microsoft.AspNetCore.Http;
using Weir.Gateway.Browsers;
using Weir.Gateway.Security;
using Weir.Gateway.Telemetry;
using Weir.Gateway.Tests.Audit;
using Weir.Gateway.Tests.Fakes;
using Weir.Metering.Keys;

namespace Weir.Gateway.Tests.Security;

public sealed class GatekeeperTests : IAsyncLifetime
{
    private readonly GatewayMetrics _metrics = new();
    private AuditRoom _audit = null!;
    private readonly LocalAdminToken _local = new();
    private readonly Client _client = new();
    private ClientKey? _admitted;

    [Theory]
    [InlineData("good", Access.Client)]
    [InlineData("admin", Access.Admin)]
    public async Task A_good_key_opens_its_door(string key, Access access)
    {
        await KnockAsync(key, access);

        Assert.NotNull(_admitted);
    }

    [Theory]
    [InlineData("")]
    [InlineData("stranger")]
    [InlineData("expired")]
    [InlineData("revoked")]
    public async Task A_bad_key_is_401(string key)
    {
        await KnockAsync(key, Access.Client);

        Assert.Equal(401, _client.Http.Response.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("stranger")]
    [InlineData("expired")]
    [InlineData("revoked")]
    public async Task A_bad_key_opens_nothing(string key)
    {
        await KnockAsync(key, Access.Client);

        Assert.Null(_admitted);
    }

    [Theory]
    [InlineData("", "carries no key")]
    [InlineData("stranger", "does not know")]
    [InlineData("expired", "has expired")]
    [InlineData("revoked", "has been revoked")]
    public async Task A_refusal_says_what_is_wrong_with_the_key(string key, string expected)
    {
        await KnockAsync(key, Access.Client);

        Assert.Contains(expected, _client.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_never_repeats_the_key()
    {
        await KnockAsync("stranger", Access.Client);

        Assert.DoesNotContain("stranger", _client.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_asks_for_a_bearer()
    {
        await KnockAsync("stranger", Access.Client);

        Assert.Equal("Bearer", _client.Http.Response.Headers.WWWAuthenticate);
    }

    [Theory]
    [InlineData("admin", Access.Client)]
    [InlineData("good", Access.Admin)]
    public async Task A_key_for_the_other_door_is_403(string key, Access access)
    {
        await KnockAsync(key, access);

        Assert.Equal(403, _client.Http.Response.StatusCode);
    }

    [Theory]
    [InlineData("admin", Access.Client)]
    [InlineData("good", Access.Admin)]
    public async Task A_key_for_the_other_door_opens_nothing(string key, Access access)
    {
        await KnockAsync(key, access);

        Assert.Null(_admitted);
    }

    [Fact]
    public async Task The_local_token_opens_the_admin_API()
    {
        await KnockAsync(_local.Value, Access.Admin);

        Assert.Same(LocalAdminToken.Key, _admitted);
    }

    [Fact]
    public async Task The_local_token_does_not_open_the_data_plane()
    {
        await KnockAsync(_local.Value, Access.Client);

        Assert.Null(_admitted);
    }

    [Fact]
    public async Task Another_process_s_local_token_opens_nothing()
    {
        await KnockAsync(new LocalAdminToken().Value, Access.Admin);

        Assert.Null(_admitted);
    }

    [Fact]
    public async Task A_signed_in_browser_opens_the_admin_API()
    {
        _client.Http.Request.Headers.Cookie = "weir_session=signed-in";
        _client.Http.Request.Method = "GET";

        // A filter that is named like the place of a key.
        _client.Http.Request.QueryString = new QueryString("?key=laptop");
        await KnockAsync("", Access.Admin);

        Assert.Same(Some.AdminKey, _admitted);
    }

    [Theory]
    [InlineData("POST", null, "same-origin")]
    [InlineData("POST", "1", "cross-site")]
    [InlineData("POST", "1", "same-site")]
    [InlineData("GET", "1", "cross-site")]
    public async Task A_cookie_that_another_site_had_sent_opens_nothing(string method, string? header, string site)
    {
        _client.Http.Request.Method = method;
        _client.Http.Request.Headers.Cookie = "weir_session=signed-in";
        _client.Http.Request.Headers["Sec-Fetch-Site"] = site;
        if (header is not null)
        {
            _client.Http.Request.Headers[SameOrigin.Header] = header;
        }

        await KnockAsync("", Access.Admin);

        Assert.Null(_admitted);
        Assert.Equal(403, _client.Http.Response.StatusCode);
    }

    [Fact]
    public async Task A_change_with_the_console_s_header_is_let_in()
    {
        _client.Http.Request.Method = "POST";
        _client.Http.Request.Headers.Cookie = "weir_session=signed-in";
        _client.Http.Request.Headers["Sec-Fetch-Site"] = "same-origin";
        _client.Http.Request.Headers[SameOrigin.Header] = "1";
        await KnockAsync("", Access.Admin);

        Assert.Same(Some.AdminKey, _admitted);
    }

    [Theory]
    [InlineData("weir_session=over", Access.Admin)]
    [InlineData("weir_session=signed-in", Access.Client)]
    public async Task A_cookie_opens_no_other_door_and_none_when_it_is_over(string cookie, Access access)
    {
        _client.Http.Request.Method = "GET";
        _client.Http.Request.Headers.Cookie = cookie;
        await KnockAsync("", access);

        Assert.Null(_admitted);
        Assert.Equal(401, _client.Http.Response.StatusCode);
    }

    [Theory]
    [InlineData("stranger", Access.Admin, 1)]
    [InlineData("good", Access.Admin, 1)]
    [InlineData("stranger", Access.Client, 0)]
    [InlineData("admin", Access.Admin, 0)]
    public async Task Who_is_turned_away_from_the_admin_API_is_noted_without_the_key(string key, Access access, int rows)
    {
        await KnockAsync(key, access);

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

    private Task KnockAsync(string key, Access access)
    {
        if (key.Length > 0)
        {
            _client.Http.Request.Headers.Authorization = "Bearer " + key;
        }

        return new Gatekeeper(new FakeKeyRing(), _local, new FakeBrowsers(), _metrics, _audit.Tally).RunAsync(_client.Http, access, (_, admitted) =>
        {
            _admitted = admitted;
            return Task.CompletedTask;
        });
    }

    private sealed class FakeKeyRing : IKeyRing
    {
        public KeyLookup Find(ReadOnlySpan<char> presented) => presented switch
        {
            "good" => new KeyLookup(KeyState.Valid, Some.Key),
            "admin" => new KeyLookup(KeyState.Valid, Some.AdminKey),
            "expired" => new KeyLookup(KeyState.Expired, Some.Key),
            "revoked" => new KeyLookup(KeyState.Revoked, Some.Key),
            _ => default,
        };
    }

    private sealed class FakeBrowsers : IBrowserSessions
    {
        public ValueTask<ClientKey?> FindAsync(string token, CancellationToken cancellationToken) => new(token == "signed-in" ? Some.AdminKey : null);
    }
}

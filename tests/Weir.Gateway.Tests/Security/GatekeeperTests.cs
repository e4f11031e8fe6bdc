using Weir.Gateway.Security;
using Weir.Gateway.Telemetry;
using Weir.Gateway.Tests.Fakes;
using Weir.Metering.Keys;

namespace Weir.Gateway.Tests.Security;

public sealed class GatekeeperTests : IDisposable
{
    private readonly GatewayMetrics _metrics = new();
    private readonly Client _client = new();
    private ClientKey? _admitted;

    [Fact]
    public async Task A_good_key_opens_the_door()
    {
        await KnockAsync("good");

        Assert.Same(Some.Key, _admitted);
    }

    [Theory]
    [InlineData("", "carries no key")]
    [InlineData("stranger", "does not know")]
    [InlineData("expired", "has expired")]
    [InlineData("revoked", "has been revoked")]
    [InlineData("disabled", "user of this key has been disabled")]
    public async Task A_bad_key_opens_nothing_and_is_told_what_is_wrong(string key, string expected)
    {
        await KnockAsync(key);

        Assert.Null(_admitted);
        Assert.Equal(401, _client.Http.Response.StatusCode);
        Assert.Contains(expected, _client.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_asks_for_a_bearer_and_never_repeats_the_key()
    {
        await KnockAsync("stranger");

        Assert.Equal("Bearer", _client.Http.Response.Headers.WWWAuthenticate);
        Assert.DoesNotContain("stranger", _client.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_admin_key_is_403_and_opens_nothing()
    {
        await KnockAsync("admin");

        Assert.Null(_admitted);
        Assert.Equal(403, _client.Http.Response.StatusCode);
    }

    [Fact]
    public async Task The_local_token_does_not_open_the_data_plane()
    {
        await KnockAsync(new LocalAdminToken().Value);

        Assert.Null(_admitted);
    }

    [Fact]
    public async Task A_cookie_does_not_open_the_data_plane()
    {
        _client.Http.Request.Headers.Cookie = "weir_session=signed-in";
        await KnockAsync("");

        Assert.Null(_admitted);
        Assert.Equal(401, _client.Http.Response.StatusCode);
    }

    public void Dispose() => _metrics.Dispose();

    private Task KnockAsync(string key)
    {
        if (key.Length > 0)
        {
            _client.Http.Request.Headers.Authorization = "Bearer " + key;
        }

        return new Gatekeeper(new FakeKeyRing(), _metrics).RunAsync(_client.Http, (_, admitted) =>
        {
            _admitted = admitted;
            return Task.CompletedTask;
        });
    }
}

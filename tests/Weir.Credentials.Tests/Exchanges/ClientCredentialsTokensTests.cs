using System.Text;
using Weir.Credentials.Exchanges;
using Weir.Credentials.Methods;
using Weir.Credentials.OAuth;
using Weir.Credentials.OpenCode;
using Weir.Credentials.Tests.Clouds;
using Weir.Credentials.Tests.Kit;

namespace Weir.Credentials.Tests.Exchanges;

public sealed class ClientCredentialsTokensTests : IAsyncLifetime
{
    private readonly CloudTime _time = new();
    private StandIn _server = null!;
    private OAuthClient _client = null!;
    private int _given;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Key => $$"""
        {
        	"clientid": "sb-client!b1", "clientsecret": "secret/of+client=",
        	"url": "{{_server.Address.GetLeftPart(UriPartial.Authority)}}",
        	"serviceurls": {"AI_API_URL": "https://api.ai.example"}
        }
        """;

    public async ValueTask InitializeAsync()
    {
        _server = await StandIn.StartAsync();
        _server.Answers = _ => new StandIn.Answer(200, $$"""{"access_token":"sap-{{++_given}}","token_type":"bearer","expires_in":43199}""");
        _client = new OAuthClient(new SocketsHttpHandler(), _time);
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return _server.DisposeAsync();
    }

    [Fact]
    public async Task The_service_keys_client_gets_a_token_and_keeps_it_until_shortly_before_its_end()
    {
        var choice = Create(Key);

        Assert.Null(choice.Problem);
        Assert.Equal("Bearer sap-1", (await Orders.SignedAsync(choice.Method))["Authorization"]);
        Assert.Equal("Bearer sap-1", (await Orders.SignedAsync(choice.Method))["Authorization"]);
        var call = Assert.Single(_server.Calls);
        Assert.Equal(("/oauth/token", "grant_type=client_credentials"), (call.Path, call.Body));
        Assert.Equal("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("sb-client%21b1:secret%2Fof%2Bclient%3D")), call.Headers["Authorization"]);
        Assert.Equal(new Uri("https://api.ai.example"), choice.Method.BaseUrl);
        Assert.Equal("service key of AICORE_SERVICE_KEY (environment)", choice.Method.Source);

        _time.Advance(TimeSpan.FromHours(12));
        Assert.Equal("Bearer sap-2", (await Orders.SignedAsync(choice.Method))["Authorization"]);
    }

    [Fact]
    public async Task A_refused_token_is_fetched_again()
    {
        var method = Create(Key).Method;
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://api.ai.example");
        await method.SignAsync(request, Token);
        _time.Advance(TimeSpan.FromMinutes(2));
        using var refused = new HttpResponseMessage(System.Net.HttpStatusCode.Unauthorized) { RequestMessage = request };

        Assert.True(await method.RenewAsync(refused, Token));

        Assert.Equal("Bearer sap-2", (await Orders.SignedAsync(method))["Authorization"]);
    }

    [Fact]
    public async Task A_key_that_was_revoked_is_told_without_its_secret()
    {
        _server.Answers = static _ => new StandIn.Answer(401, """{"error":"invalid_client","error_description":"Bad credentials: secret/of+client="}""");

        var failure = await Assert.ThrowsAsync<CredentialException>(() => Orders.SignedAsync(Create(Key).Method));

        Assert.Equal((CredentialFailure.Misconfigured, "Check the service key: make a new one if it was revoked."), (failure.Kind, failure.Action));
        Assert.DoesNotContain("secret/of+client=", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_a_token_is_sent_as_it_is()
    {
        Assert.Equal("Bearer eyJ-token", (await Orders.SignedAsync(Create("eyJ-token").Method))["Authorization"]);
        Assert.Empty(_server.Calls);
    }

    [Theory]
    [InlineData("""{"clientid":"a","url":"https://auth.example","certificate":"..."}""")]
    [InlineData("{ no json")]
    public void A_key_that_lacks_its_parts_is_told(string key)
    {
        var choice = Create(key);

        Assert.Contains("lacks clientid, clientsecret or url", choice.Problem, StringComparison.Ordinal);
        Assert.Equal(AuthState.Missing, choice.Method.State);
    }

    private AuthChoice Create(string key)
    {
        var vault = new MemoryVault();
        var methods = new AuthMethods(
            [new ApiKeyMethodKind(vault, OpenCodeAuth.None)], vault, [new ClientCredentialsTokens(new TokenEndpoint(_client), _time)]);
        return methods.Create(Orders.For("sap-ai-core", ("AICORE_SERVICE_KEY", key)), "api");
    }
}

using System.Buffers.Text;
using System.Text;
using Weir.Credentials.OAuth;
using Weir.Credentials.Tests.OAuth.Kit;
using Weir.TestKit.OAuth;

namespace Weir.Credentials.Tests.OAuth;

/// <summary>What token answers are read as, and how tokens are renewed.</summary>
public sealed class TokenEndpointTests : IDisposable
{
    private readonly OAuthClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false }, TimeProvider.System);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task A_rotated_refresh_token_takes_the_place_of_the_old_one()
    {
        await using var server = await AuthorizationServer.StartAsync();
        var endpoint = new TokenEndpoint(_client);
        var first = await FirstAsync(server);

        var second = await endpoint.RefreshAsync(Flows.Code(server), first, Token);
        var third = await endpoint.RefreshAsync(Flows.Code(server), second, Token);

        Assert.Equal(("token-1-3", "acme", "browser"), (third.Access!.Reveal(), third.Provider, third.Flow));
        Assert.NotEqual(second.Refresh!.Reveal(), third.Refresh!.Reveal());
        var failure = await Assert.ThrowsAsync<CredentialException>(() => endpoint.RefreshAsync(Flows.Code(server), first, Token));
        Assert.Equal(CredentialFailure.SignInNeeded, failure.Kind);
        Assert.DoesNotContain(first.Refresh!.Reveal(), failure.ToString(), StringComparison.Ordinal);
        Assert.Equal(CredentialFailure.SignInNeeded, (await Assert.ThrowsAsync<CredentialException>(() => endpoint.RefreshAsync(Flows.Code(server), third, Token))).Kind);
    }

    [Theory]
    [InlineData(ServerFault.Error500)]
    [InlineData(ServerFault.BadGateway)]
    [InlineData(ServerFault.Html)]
    [InlineData(ServerFault.HangUp)]
    [InlineData(ServerFault.Oversized)]
    [InlineData(ServerFault.Redirect)]
    public async Task Trouble_is_no_refusal(ServerFault fault)
    {
        await using var server = await AuthorizationServer.StartAsync();
        var first = await FirstAsync(server);
        server.Fail("/token", fault);

        var failure = await Assert.ThrowsAsync<CredentialException>(() => new TokenEndpoint(_client).RefreshAsync(Flows.Code(server), first, Token));

        Assert.Equal(CredentialFailure.Unavailable, failure.Kind);
        Assert.Equal("token-1-2", (await new TokenEndpoint(_client).RefreshAsync(Flows.Code(server), first, Token)).Access!.Reveal());
    }

    [Fact]
    public void What_an_answer_does_not_name_stays()
    {
        var known = Known() with { Refresh = new Secret("old-refresh"), Facts = new Dictionary<string, string> { ["host"] = "h" }, SignedOut = "refused" };

        var read = Read("""{"access_token":"new","token_type":"bearer"}""", known);

        Assert.Equal(("new", "old-refresh", "h", null), (read.Access!.Reveal(), read.Refresh!.Reveal(), read.Facts["host"], read.SignedOut));
        Assert.Null(read.ExpiresAt);
    }

    [Theory]
    [InlineData("\"expires_in\":\"1200\"", 1200)]
    [InlineData("\"expires_in\":1200.7", 1200.7)]
    [InlineData("\"expires_in\":1e300", 3650d * 24 * 3600)]
    public void A_lifetime_counts_from_before_the_request(string member, double seconds)
    {
        var sent = new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

        var read = Read($$"""{"access_token":"a",{{member}}}""", Known(), sent, serverTime: sent.AddHours(-9));

        Assert.Equal(sent.AddSeconds(seconds), read.ExpiresAt);
    }

    [Theory]
    [InlineData("\"expires_in\":0")]
    [InlineData("\"expires_in\":-5")]
    [InlineData("\"expires_in\":\"NaN\"")]
    [InlineData("\"expires_in\":null")]
    public void A_token_tells_its_own_end_by_the_clock_of_its_server(string member)
    {
        var sent = new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
        var server = sent.AddHours(5);
        var claims = Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"exp":{{server.AddHours(1).ToUnixTimeSeconds()}}}"""));

        var read = Read($$"""{"access_token":"e30.{{claims}}.c2ln",{{member}}}""", Known(), sent, server);

        Assert.Equal(sent.AddHours(1), read.ExpiresAt);
    }

    [Theory]
    [InlineData("""{"access_token":"a\r\nX-Evil: 1"}""")]
    [InlineData("""{"access_token":""}""")]
    [InlineData("""{"access_token":7}""")]
    [InlineData("""["access_token"]""")]
    [InlineData("""{"error":"invalid_request","access_token":"a"}""")]
    [InlineData("""{"error":{"code":"weird","message":"sent-secret is not valid"}}""")]
    public void An_answer_without_a_usable_token_is_refused(string json)
    {
        var failure = Assert.Throws<CredentialException>(() => Read(json, Known()));

        Assert.Equal(CredentialFailure.Unavailable, failure.Kind);
        Assert.DoesNotContain("sent-secret", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"error":{"code":"refresh_token_reused","message":"used"}}""")]
    [InlineData("""{"error":"bad_refresh_token"}""")]
    [InlineData("""{"error":"invalid_grant","error_description":"line\nbreak"}""")]
    public void A_dead_grant_asks_for_a_new_sign_in(string json)
    {
        var failure = Assert.Throws<CredentialException>(() => Read(json, Known()));

        Assert.Equal(CredentialFailure.SignInNeeded, failure.Kind);
        Assert.DoesNotContain('\n', failure.Message);
    }

    private static StoredCredential Known() => new() { Method = "oauth", Provider = "acme", Flow = "browser" };

    private StoredCredential Read(string json, StoredCredential known, DateTimeOffset? sentAt = null, DateTimeOffset? serverTime = null)
    {
        using var document = System.Text.Json.JsonDocument.Parse(json);
        var flow = new Catalog.SignInFlow { Name = "browser", Label = "Acme", Grant = "g", ClientId = "c", TokenUrl = "https://id.acme.example/token" };
        return new TokenEndpoint(_client).Read(flow, new OAuthReply(200, document.RootElement.Clone(), sentAt ?? DateTimeOffset.UtcNow, serverTime), ["sent-secret"], known);
    }

    private static async Task<StoredCredential> FirstAsync(AuthorizationServer server)
    {
        using var browser = new Browser();
        await using var run = SignInRun.Start(Flows.Code(server));
        run.Attempt.Paste((await browser.SignInAsync((await run.Attempt.StepAsync()).Url)).AbsoluteUri);
        return await run.CredentialAsync();
    }
}

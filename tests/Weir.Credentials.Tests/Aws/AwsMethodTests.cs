using System.Net.Http.Headers;
using System.Text;
using Weir.Credentials.Aws;
using Weir.Credentials.Tests.Clouds;

namespace Weir.Credentials.Tests.Aws;

public sealed class AwsMethodTests
{
    private const string Bedrock = "https://bedrock-runtime.eu-west-1.amazonaws.com/model/anthropic.claude-v1:0/converse";
    private static readonly string[] Signed = ["content-type", "host", "x-amz-date", "x-amz-security-token"];
    private readonly CloudTime _time = new();

    private static Dictionary<string, string> Keys => new() { ["AWS_ACCESS_KEY_ID"] = "AKIAIOSFODNN7EXAMPLE", ["AWS_SECRET_ACCESS_KEY"] = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" };

    [Fact]
    public async Task KeysOfTheEnvironment_Sign_ForTheRegionOfTheHost()
    {
        var method = Make(Keys);
        Assert.Equal("AWS_ACCESS_KEY_ID (environment)", method.Source);
        Assert.Equal("AKI...MPLE", method.Masked);
        using var request = await method.SignAsync(Bedrock);
        Assert.StartsWith(
            "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260701/eu-west-1/bedrock/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature=",
            request.Authorization(),
            StringComparison.Ordinal);
        Assert.Equal("20260701T120000Z", request.Headers.GetValues("X-Amz-Date").Single());
        Assert.False(request.Headers.Contains("X-Amz-Security-Token"));
    }

    [Fact]
    public async Task SigningAgain_ReplacesTheSignature()
    {
        var method = Make(new(Keys) { ["AWS_SESSION_TOKEN"] = "session" });
        using var request = await method.SignAsync(Bedrock);
        var first = request.Authorization();
        _time.Advance(TimeSpan.FromSeconds(5));
        await method.SignAsync(request, TestContext.Current.CancellationToken);
        Assert.NotEqual(first, request.Authorization());
        Assert.Single(request.Headers.GetValues("Authorization"));
        Assert.Single(request.Headers.GetValues("X-Amz-Date"));
        Assert.Equal("session", request.Headers.GetValues("X-Amz-Security-Token").Single());
        Assert.Contains("x-amz-security-token", request.Authorization(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BearerToken_GoesBeforeKeys()
    {
        var method = Make(new(Keys) { ["AWS_BEARER_TOKEN_BEDROCK"] = "bedrock-api-key-0123" });
        using var request = await method.SignAsync(Bedrock);
        Assert.Equal("Bearer bedrock-api-key-0123", request.Authorization());
        Assert.Equal("AWS_BEARER_TOKEN_BEDROCK (environment)", method.Source);
        Assert.Equal("aws", method.Name);
    }

    [Fact]
    public async Task KeyOfTheConfiguration_GoesBeforeAll()
    {
        var method = new AwsMethodKind(_time).Create(CloudOrders.Order(new() { ["AWS_BEARER_TOKEN_BEDROCK"] = "other" }, key: "bedrock-api-key-4567")).Method;
        using var request = await method.At("x-api-key").SignAsync(Bedrock);
        Assert.Equal("Bearer bedrock-api-key-4567", request.Authorization());
        Assert.Equal("weir.yaml:5", method.Source);
    }

    [Fact]
    public void ANamedProfile_IsMeant_WhateverTheEnvironmentHolds()
    {
        var method = Make(new(Keys) { ["AWS_BEARER_TOKEN_BEDROCK"] = "token" }, new AuthSettings { Profile = "work" });
        Assert.Equal("AWS profile work", method.Source);
    }

    [Fact]
    public async Task WithoutARegion_SaysWhatToSet()
    {
        var failure = await Assert.ThrowsAsync<CredentialException>(() => Make(Keys).SignAsync("https://proxy.example/model/x/converse"));
        Assert.Equal(CredentialFailure.Misconfigured, failure.Kind);
        Assert.Contains("AWS_REGION", failure.Action, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ClockOffTheServers_IsCorrected_Once()
    {
        var method = Make(Keys);
        using var request = await method.SignAsync(Bedrock);
        var server = _time.GetUtcNow().AddMinutes(20);
        using var refused = request.Refuse(date: server);

        Assert.True(await method.RenewAsync(refused, TestContext.Current.CancellationToken));
        await method.SignAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal("20260701T122000Z", request.Headers.GetValues("X-Amz-Date").Single());
        Assert.False(await method.RenewAsync(refused, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task ARefusalForAnotherReason_IsNoReasonToTryAgain()
    {
        var method = Make(Keys);
        using var request = await method.SignAsync(Bedrock);
        using var refused = request.Refuse();
        using var nearby = request.Refuse(date: _time.GetUtcNow().AddSeconds(90));
        Assert.False(await method.RenewAsync(refused, TestContext.Current.CancellationToken));
        Assert.False(await method.RenewAsync(nearby, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task OverTheWire_TheServerComputesTheSameSignature_AndAnEventStreamComesBack()
    {
        await using var server = await StandIn.StartAsync();
        server.Answers = static _ => new StandIn.Answer(200, "\0\0\0frame-1\0\0\0frame-2", "application/vnd.amazon.eventstream");
        var method = Make(new(Keys) { ["AWS_SESSION_TOKEN"] = "session", ["AWS_REGION"] = "us-west-2" });
        using var content = new StreamContent(new OneWayStream(Encoding.UTF8.GetBytes("{\"messages\":[]}")));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Address, "/model/anthropic.claude%3A0/converse-stream?b=2&a=%2F")) { Content = content };
        await method.SignAsync(request, TestContext.Current.CancellationToken);

        using var invoker = new HttpMessageInvoker(new SocketsHttpHandler());
        using var answer = await invoker.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal("application/vnd.amazon.eventstream", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("\0\0\0frame-1\0\0\0frame-2", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        // The server's part, from what came over the wire.
        var asked = Assert.Single(server.Calls);
        Assert.Equal("/model/anthropic.claude%3A0/converse-stream?b=2&a=%2F", asked.Path);
        Assert.Equal("{\"messages\":[]}", asked.Body);
        KeyValuePair<string, string>[] headers = [.. Signed.Select(name => KeyValuePair.Create(name, asked.Headers[name]))];
        var canonical = CanonicalRequest.Write("POST", "/model/anthropic.claude%3A0/converse-stream", "b=2&a=%2F", headers, SignatureV4.Hash(Encoding.UTF8.GetBytes(asked.Body)));
        Assert.Contains("/model/anthropic.claude%253A0/converse-stream\na=%2F&b=2\n", canonical, StringComparison.Ordinal);
        Assert.Equal(
            SignatureV4.Authorize(new AwsKeys(Keys["AWS_ACCESS_KEY_ID"], new Secret(Keys["AWS_SECRET_ACCESS_KEY"])), new SigningScope("us-west-2", "bedrock"), _time.GetUtcNow(), canonical, CanonicalRequest.SignedHeaders(headers)),
            asked.Headers["Authorization"]);
    }

    [Fact]
    public void HasHints_SeesVariablesAndFiles()
    {
        using var folder = new TemporaryFolder();
        Assert.False(AwsMethodKind.HasHints(name => name == "HOME" ? folder.Path : null));
        Assert.False(AwsMethodKind.HasHints(static name => name == "AWS_ACCESS_KEY_ID" ? "AKIA" : null));
        Assert.True(AwsMethodKind.HasHints(static name => Keys.GetValueOrDefault(name)));
        Assert.True(AwsMethodKind.HasHints(static name => name == "AWS_CONTAINER_CREDENTIALS_FULL_URI" ? "http://localhost" : null));
        folder.Write(".aws/config", "[default]");
        Assert.True(AwsMethodKind.HasHints(name => name == "HOME" ? folder.Path : null));
    }

    private IAuthMethod Make(Dictionary<string, string> variables, AuthSettings? settings = null) => new AwsMethodKind(_time).Create(CloudOrders.Order(variables, settings)).Method;

    /// <summary>A stream that can be read once, as a client's body is.</summary>
    private sealed class OneWayStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}

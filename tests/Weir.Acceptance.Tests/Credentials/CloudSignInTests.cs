using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Weir.Acceptance.Tests.Program;
using Weir.Acceptance.Tests.Upstream;

namespace Weir.Acceptance.Tests.Credentials;

/// <summary>Clouds' usual credentials, through the real program.</summary>
public sealed class CloudSignInTests
{
    private const string ConverseAnswer =
        """{"output":{"message":{"role":"assistant","content":[{"text":"hi"}]}},"stopReason":"end_turn","usage":{"inputTokens":3,"outputTokens":2,"totalTokens":5},"metrics":{"latencyMs":1}}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Bedrock_is_signed_with_the_keys_of_the_environment()
    {
        await using var upstream = await ReplayUpstream.StartAsync(Token);
        await using var weir = await WeirProcess.StartAsync(
            new WeirSetup
            {
                Config = $"version: 2\nproviders:\n  - {{name: aws, type: amazon-bedrock, base_url: '{upstream.Origin}', auth_method: aws, auth: {{region: eu-west-1}}}}\n",
                Variables = new Dictionary<string, string> { ["AWS_ACCESS_KEY_ID"] = "AKIDEXAMPLE0000000", ["AWS_SECRET_ACCESS_KEY"] = WeirSetup.RandomKey(), ["AWS_SESSION_TOKEN"] = "session-token-of-a-role" },
            },
            Token);
        upstream.Play(UpstreamAnswer.Json(ConverseAnswer));

        var answer = await weir.Http.ChatAsync("aws/amazon.nova-lite-v1:0", Token);

        Assert.Equal(200, answer.Status);
        var request = Assert.Single(upstream.Received);
        Assert.StartsWith("/model/eu.amazon.nova-lite-v1:0/converse", request.Path, StringComparison.Ordinal);
        Assert.Matches("^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE0000000/[0-9]{8}/eu-west-1/bedrock/aws4_request, ?SignedHeaders=[^,]+, ?Signature=[0-9a-f]{64}$", request.Headers["authorization"]);
        Assert.Equal("session-token-of-a-role", request.Headers["x-amz-security-token"]);
        var status = await weir.RunCliAsync("auth", "status");
        Assert.Contains("AKI...0000", status.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Vertex_is_signed_by_a_service_account()
    {
        await using var upstream = await ReplayUpstream.StartAsync(Token);
        using var folder = new TemporaryFolder();
        using var key = RSA.Create(2048);
        var file = folder.Combine("account.json");
        await File.WriteAllTextAsync(
            file,
            new JsonObject
            {
                ["type"] = "service_account",
                ["project_id"] = "acme",
                ["private_key_id"] = "1",
                ["private_key"] = key.ExportPkcs8PrivateKeyPem(),
                ["client_email"] = "weir@acme.iam.gserviceaccount.com",
                ["client_id"] = "1",
                ["token_uri"] = upstream.Origin + "/token",
            }.ToJsonString(),
            Token);
        await using var weir = await WeirProcess.StartAsync(
            new WeirSetup
            {
                Config = $"version: 2\nproviders:\n  - {{name: vertex, type: google-vertex, base_url: '{upstream.Origin}', auth_method: gcp, auth: {{credentials_file: '{file}'}}}}\n",
                Variables = new Dictionary<string, string> { ["GOOGLE_VERTEX_PROJECT"] = "acme" },
            },
            Token);
        upstream.Play(
            UpstreamAnswer.Json("""{"access_token":"ya29.of-the-stand-in","expires_in":3600,"token_type":"Bearer"}"""),
            UpstreamAnswer.Json("""{"candidates":[{"content":{"role":"model","parts":[{"text":"hi"}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":1,"candidatesTokenCount":1,"totalTokenCount":2}}"""));

        var answer = await weir.Http.ChatAsync("vertex/gemini-2.5-flash", Token);

        Assert.Equal(200, answer.Status);
        Assert.Equal("Bearer ya29.of-the-stand-in", upstream.Received[^1].Headers["authorization"]);
        Assert.Contains("weir@acme.iam.gserviceaccount.com", (await weir.RunCliAsync("auth", "status")).Output, StringComparison.Ordinal);
    }
}

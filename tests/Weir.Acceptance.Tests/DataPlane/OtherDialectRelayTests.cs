using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Weir.Acceptance.Tests.Clients;
using Weir.Acceptance.Tests.Upstream;
using Weir.TestKit.Fixtures;

namespace Weir.Acceptance.Tests.DataPlane;

/// <summary>Clients of Anthropic, Responses and Gemini whose target speaks their own dialect: bytes pass as they are both ways, and are measured as they pass.</summary>
public sealed class OtherDialectRelayTests(DialectGateway gateway) : IClassFixture<DialectGateway>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<string>> Exchanges() => RecordedTraffic.Rows(static entry =>
        entry is { Dialect: "anthropic-messages" or "openai-responses" or "gemini", Request: true, Status: 200 } &&
        entry.Case is not ("count-tokens" or "embeddings" or "text-stream-json-array" or "vertex-claude" or "vertex-claude-stream" or "background-queued") && entry.Model is { Length: > 0 });

    [Theory]
    [MemberData(nameof(Exchanges))]
    public async Task What_arrives_is_what_was_sent(string name)
    {
        var recorded = RecordedTraffic.Read(name);
        if (recorded.Request is not { } request || Encoding.UTF8.GetString(request).Contains("previous_response_id\": \"", StringComparison.Ordinal))
        {
            return;
        }

        gateway.Upstream.Play(UpstreamAnswer.Recorded(recorded) with { Chunking = Chunking.Bytes(211) });
        var (path, sent, expectedPath) = Ask(name, recorded, request);
        using var client = await ClientAsync();
        using var content = new ByteArrayContent(sent) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

        using var answer = await client.PostAsync(path, content, Token);
        var body = await answer.Content.ReadAsByteArrayAsync(Token);

        Assert.True(answer.IsSuccessStatusCode, Encoding.UTF8.GetString(body));
        Assert.True(recorded.Response.AsSpan().SequenceEqual(body), "the answer's bytes changed");
        var received = Assert.Single(gateway.Upstream.Received);
        Assert.Equal(expectedPath, received.Path);
        Assert.True(request.AsSpan().SequenceEqual(received.Body) || JsonElement.DeepEquals(JsonElement.Parse(request), received.Json()), "the request changed");
        await AssertMeasuredAsync(client, recorded, answer.Headers.GetValues("x-weir-request-id").Single());
    }

    private static (string Path, byte[] Sent, string ExpectedPath) Ask(string name, RecordedCase recorded, byte[] request)
    {
        if (name.StartsWith("gemini/", StringComparison.Ordinal))
        {
            var method = recorded.IsStream ? "streamGenerateContent" : "generateContent";
            var query = recorded.IsStream ? "?alt=sse" : "";
            return ($"v1beta/models/gemini/{recorded.Model}:{method}{query}", request, $"/v1beta/models/{recorded.Model}:{method}{query}");
        }

        var isClaude = name.StartsWith("anthropic-messages/", StringComparison.Ordinal);
        return (isClaude ? "v1/messages" : "v1/responses", JsonBytes.WithModel(request, $"{(isClaude ? "claude" : "responses")}/{recorded.Model}"), isClaude ? "/v1/messages" : "/v1/responses");
    }

    /// <summary>The ledger holds what the recording says was used.</summary>
    private static async Task AssertMeasuredAsync(HttpClient client, RecordedCase recorded, string id)
    {
        var told = Encoding.UTF8.GetString(recorded.Response);
        if (!told.Contains("output_tokens\":", StringComparison.Ordinal) && !told.Contains("promptTokenCount\":", StringComparison.Ordinal))
        {
            return;
        }

        var row = JsonElement.Parse(await client.GetStringAsync($"v1/requests/{id}", Token));
        Assert.True(row.GetProperty("usage").GetProperty("input").GetInt64() > 0, row.GetRawText());
        Assert.False(row.GetProperty("estimated").GetBoolean(), row.GetRawText());
    }

    private async Task<HttpClient> ClientAsync()
    {
        var weir = await gateway.WeirAsync();
        return new HttpClient { BaseAddress = weir.Url, DefaultRequestHeaders = { { "Authorization", $"Bearer {weir.ClientKey}" } } };
    }
}

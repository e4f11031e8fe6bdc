using System.Text;
using System.Text.Json.Nodes;
using Weir.Acceptance.Tests.Clients;
using Weir.Acceptance.Tests.Upstream;
using Weir.TestKit.Fixtures;

namespace Weir.Acceptance.Tests.DataPlane;

/// <summary>Every recorded exchange of the dialect goes through Weir as it went to the provider: what arrives equals the recording, byte for byte.</summary>
public sealed class RecordedRelayTests(ReplayGateway gateway) : IClassFixture<ReplayGateway>
{
    private static readonly byte[] PlainRequest = """{"model":"m","stream":true,"messages":[{"role":"user","content":"Hi"}]}"""u8.ToArray();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<string>> Answers() => RecordedTraffic.Rows(static entry => IsChat(entry) && entry.Status < 400);

    public static IEnumerable<TheoryDataRow<string>> Errors() => RecordedTraffic.Rows(static entry => IsChat(entry) && entry.Status >= 400);

    public static IEnumerable<TheoryDataRow<string>> Streams() => RecordedTraffic.Rows(static entry => IsChat(entry) && entry.Kind == "stream");

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task An_answer_arrives_as_recorded_however_it_is_cut(string name)
    {
        var recorded = RecordedTraffic.Read(name);
        var sent = Request(recorded, recorded.Request ?? PlainRequest);
        foreach (var chunking in new[] { Chunking.Whole, Chunking.PerEvent, Chunking.Bytes(7) })
        {
            var answer = UpstreamAnswer.Recorded(recorded) with { Chunking = chunking };

            var (status, headers, body) = await AskAsync(sent, answer);

            Assert.Equal(200, status);
            Assert.Equal(recorded.ResponseHeaders["content-type"], headers["content-type"]);
            AssertSame(Shown(recorded, AsksForUsage(sent)), body);
            AssertForwarded(recorded, sent);
        }
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task A_usage_chunk_that_was_not_asked_for_is_asked_of_the_provider_and_not_shown(string name)
    {
        var recorded = RecordedTraffic.Read(name);
        var plain = JsonBytes.Without(recorded.Request ?? PlainRequest, "stream_options");
        var sent = Request(recorded, Encoding.UTF8.GetBytes(plain.ToJsonString()));

        var (_, _, body) = await AskAsync(sent, UpstreamAnswer.Recorded(recorded) with { Chunking = Chunking.Random(3) });

        AssertSame(Shown(recorded, usageAsked: false), body);
        var options = Assert.Single(gateway.Upstream.Received).Json().GetProperty("stream_options");
        Assert.True(options.GetProperty("include_usage").GetBoolean());
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task An_error_keeps_its_status_and_what_the_provider_said(string name)
    {
        var recorded = RecordedTraffic.Read(name);
        var sent = Request(recorded, recorded.Request ?? PlainRequest);

        var (status, headers, body) = await AskAsync(sent, UpstreamAnswer.Recorded(recorded));

        Assert.Equal(recorded.Status, status);
        Assert.Equal(recorded.ResponseHeaders.GetValueOrDefault("retry-after"), headers.GetValueOrDefault("retry-after"));
        if (HasErrorObject(recorded.Response))
        {
            AssertSame(recorded.Response, body);
        }
        else
        {
            OpenAiError.Parse(Encoding.UTF8.GetString(body)).AssertComplete();
        }
    }

    private static bool IsChat(IndexEntry entry) => entry.Dialect is "openai-chat" or "openai-compat";

    private static byte[] Request(RecordedCase recorded, byte[] request) => JsonBytes.WithModel(request, "replay/" + recorded.Model);

    private static bool AsksForUsage(byte[] request) =>
        JsonNode.Parse(request)!["stream_options"]?["include_usage"]?.GetValue<bool>() == true;

    /// <summary>What the client is to see: all, or all without the chunk that holds nothing but the usage.</summary>
    private static byte[] Shown(RecordedCase recorded, bool usageAsked) => usageAsked || !recorded.IsStream
        ? recorded.Response
        : Encoding.UTF8.GetBytes(string.Concat(SseBytes.Events(recorded.Response).Where(static item => !IsPureUsage(item))));

    private static bool IsPureUsage(string item)
    {
        if (!item.StartsWith("data: {", StringComparison.Ordinal))
        {
            return false;
        }

        var chunk = JsonNode.Parse(item["data: ".Length..])!;
        return chunk["usage"] is JsonObject && chunk["choices"] is JsonArray { Count: 0 };
    }

    private static bool HasErrorObject(byte[] body)
    {
        try
        {
            return JsonNode.Parse(body) is JsonObject root && root["error"] is JsonObject;
        }
        catch (System.Text.Json.JsonException)
        {
            return false;
        }
    }

    private static void AssertSame(byte[] expected, byte[] actual)
    {
        if (!actual.AsSpan().SequenceEqual(expected))
        {
            Assert.Equal(SseBytes.Events(expected), SseBytes.Events(actual));
        }
    }

    private void AssertForwarded(RecordedCase recorded, byte[] sent)
    {
        var received = Assert.Single(gateway.Upstream.Received);
        var expected = JsonBytes.WithModel(sent, recorded.Model);
        Assert.EndsWith("/v1/chat/completions", received.Path, StringComparison.Ordinal);
        if (!recorded.IsStream || AsksForUsage(sent))
        {
            AssertSame(expected, received.Body);
        }
        else
        {
            Assert.True(JsonBytes.IsOneInsertion(expected, received.Body), received.Text);
            Assert.True(JsonNode.DeepEquals(JsonBytes.Without(expected, "stream_options"), JsonBytes.Without(received.Body, "stream_options")));
        }

        Assert.Equal($"Bearer {gateway.UpstreamKey}", received.Headers["authorization"]);
    }

    private async Task<(int Status, Dictionary<string, string> Headers, byte[] Body)> AskAsync(byte[] request, UpstreamAnswer answer)
    {
        var weir = await gateway.WeirAsync();
        gateway.Upstream.Play(answer);
        using var content = new ByteArrayContent(request);
        content.Headers.Add("content-type", "application/json");

        using var response = await weir.Http.PostAsync(new Uri("v1/chat/completions", UriKind.Relative), content, Token);

        var body = await response.Content.ReadAsByteArrayAsync(Token);
        Assert.NotEmpty(response.Headers.GetValues("x-weir-request-id").Single());
        Assert.All(gateway.Upstream.Received, received => Assert.DoesNotContain(received.Headers, header => header.Value.Contains(weir.ClientKey, StringComparison.Ordinal)));
        var headers = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .ToDictionary(static header => header.Key, static header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        return ((int)response.StatusCode, headers, body);
    }
}

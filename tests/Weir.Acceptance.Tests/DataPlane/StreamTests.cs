using System.Diagnostics;
using System.Globalization;
using System.Text;
using Weir.Acceptance.Tests.Clients;
using Weir.Acceptance.Tests.Program;
using Weir.Acceptance.Tests.Upstream;

using Weir.TestKit;

namespace Weir.Acceptance.Tests.DataPlane;

/// <summary>A stream flows while it is made, and both ends notice when the other goes.</summary>
[Collection(MeasuredAlone.Name)]
public sealed class StreamTests(ReplayGateway gateway) : IClassFixture<ReplayGateway>
{
    private const string Request = """{"model":"replay/any","stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"Hi"}]}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Each_event_arrives_before_the_provider_sends_the_next(string? encoding)
    {
        using var gate = new SemaphoreSlim(0);
        var recorded = UpstreamAnswer.Recorded("openai-chat/text-stream-usage") with { Chunking = Chunking.PerEvent, Gate = gate, Encoding = encoding };
        gateway.Upstream.Play(recorded);

        using var response = await SendAsync(Token);
        await using var body = await response.Content.ReadAsStreamAsync(Token);

        foreach (var expected in recorded.Chunking.Split(recorded.Body))
        {
            var buffer = new byte[expected.Length];
            await body.ReadExactlyAsync(buffer, Token).AsTask().WaitAsync(TimeSpan.FromSeconds(10), Token);
            Assert.Equal(expected.ToArray(), buffer);
            gate.Release();
        }

        Assert.Equal(0, await body.ReadAsync(new byte[1], Token));
        Assert.Empty(response.Content.Headers.ContentEncoding);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_compressed_answer_arrives_unpacked(string encoding)
    {
        var recorded = UpstreamAnswer.Recorded("openai-chat/text") with { Encoding = encoding };
        gateway.Upstream.Play(recorded);

        var weir = await gateway.WeirAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, ChatCalls.Route) { Content = ChatCalls.Body("replay/m") };
        using var response = await weir.Http.SendAsync(request, Token);

        Assert.Equal(recorded.Body.ToArray(), await response.Content.ReadAsByteArrayAsync(Token));
        Assert.Empty(response.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task A_whole_answer_to_a_client_that_wants_a_stream_comes_as_a_stream()
    {
        gateway.Upstream.Play(UpstreamAnswer.Recorded("openai-chat/text"));

        using var response = await SendAsync(Token);
        var lines = (await response.Content.ReadAsStringAsync(Token)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        Assert.All(lines, static line => Assert.StartsWith("data: ", line, StringComparison.Ordinal));
        Assert.Equal("data: [DONE]", lines[^1]);
    }

    [Fact]
    public async Task A_silent_provider_is_bridged_by_comments()
    {
        using var gate = new SemaphoreSlim(0);
        gateway.Upstream.Play(UpstreamAnswer.Stream("data: {\"choices\":[]}\n\ndata: [DONE]\n\n") with { Gate = gate });

        using var response = await SendAsync(Token);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Token));
        List<string> lines = [];
        while (await reader.ReadLineAsync(Token).AsTask().WaitAsync(TimeSpan.FromSeconds(10), Token) is { } line)
        {
            lines.Add(line);
            if (line.StartsWith(':'))
            {
                gate.Release();
            }
        }

        Assert.Contains(lines, static line => line.StartsWith(':'));
        Assert.Equal(["data: {\"choices\":[]}", "data: [DONE]"], lines.Where(static line => line.StartsWith("data", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    public async Task A_client_that_hangs_up_stops_the_provider_within_100_ms(int eventsBefore)
    {
        var limit = Repository.IsCi ? 300 : 100;
        List<double> times = [];
        for (var run = 0; run < 7; run++)
        {
            times.Add(await HangUpAsync(eventsBefore));
        }

        times.Sort();
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"hang-up after {eventsBefore} events to the provider's side: median {times[3]:0.0} ms, longest {times[^1]:0.0} ms".ToString(CultureInfo.InvariantCulture));
        Assert.True(times[3] < limit, $"median {times[3]} ms");
    }

    [Fact]
    public async Task A_provider_that_dies_in_the_middle_becomes_an_error_event_and_the_stream_ends()
    {
        var recorded = UpstreamAnswer.Recorded("openai-chat/text-stream-usage");
        gateway.Upstream.Play(recorded with { Chunking = Chunking.PerEvent, Pieces = 4, Ending = UpstreamEnding.Cut });

        using var response = await SendAsync(Token);
        var events = SseBytes.Events(await response.Content.ReadAsByteArrayAsync(Token));

        Assert.Equal(SseBytes.Events(recorded.Body).Take(4), events.Take(4));
        var error = OpenAiError.Parse(events[4]["data: ".Length..]);
        error.AssertComplete();
        Assert.Equal("network_error", error.Code);
    }

    [Fact]
    public async Task A_provider_that_dies_before_it_answers_is_a_bad_gateway()
    {
        gateway.Upstream.Play(UpstreamAnswer.Stream("") with { Pieces = 0, Ending = UpstreamEnding.Cut });

        using var response = await SendAsync(Token);

        Assert.Equal(502, (int)response.StatusCode);
        var error = OpenAiError.Parse(await response.Content.ReadAsStringAsync(Token));
        error.AssertComplete();
        Assert.Equal("network_error", error.Code);
    }

    private async Task<double> HangUpAsync(int eventsBefore)
    {
        var weir = await gateway.WeirAsync();
        gateway.Upstream.Play(UpstreamAnswer.Stream("data: {\"choices\":[]}\n\n") with { Pieces = eventsBefore, Ending = UpstreamEnding.Stall });
        using var hangUp = CancellationTokenSource.CreateLinkedTokenSource(Token);
        using var client = weir.CreateClient();
        client.DefaultRequestHeaders.Add("x-api-key", weir.ClientKey);
        var asked = client.SendAsync(Post(), HttpCompletionOption.ResponseHeadersRead, hangUp.Token);
        var received = await gateway.Upstream.NextAsync(Token);
        if (eventsBefore > 0)
        {
            var body = await (await asked).Content.ReadAsStreamAsync(Token);
            Assert.True(await body.ReadAsync(new byte[16], Token) > 0);
        }

        var start = Stopwatch.GetTimestamp();
        await hangUp.CancelAsync();
        client.Dispose();
        if (eventsBefore > 0)
        {
            (await asked).Dispose();
        }
        else
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        }

        var end = await received.HungUp.WaitAsync(TimeSpan.FromSeconds(10), Token);
        return Stopwatch.GetElapsedTime(start, end).TotalMilliseconds;
    }

    private static HttpRequestMessage Post() => new(HttpMethod.Post, new Uri("v1/chat/completions", UriKind.Relative))
    {
        Content = new StringContent(Request, Encoding.UTF8, "application/json"),
    };

    private async Task<HttpResponseMessage> SendAsync(CancellationToken cancellationToken)
    {
        var weir = await gateway.WeirAsync();
        return await weir.Http.SendAsync(Post(), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }
}

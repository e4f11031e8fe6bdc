using System.Net;
using System.Text;
using Weir.TestKit.Fixtures;

namespace Weir.Acceptance.Tests.Upstream;

/// <summary>The stand-in itself must be right: what a recording holds is what it puts on the wire.</summary>
public sealed class ReplayUpstreamTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<string>> Cases() =>
        RecordedTraffic.Rows(static entry => entry.Dialect is "openai-chat" or "openai-compat" or "openai-completions" or "openai-embeddings" or "rerank");

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_recording_is_sent_with_its_status_headers_and_bytes(string name)
    {
        var recorded = RecordedTraffic.Read(name);
        await using var upstream = await ReplayUpstream.StartAsync(Token);
        using var client = new HttpClient();
        foreach (var chunking in new[] { Chunking.Whole, Chunking.PerEvent, Chunking.Random(7) })
        {
            upstream.Play(UpstreamAnswer.Recorded(recorded) with { Chunking = chunking });

            using var response = await client.PostAsync(upstream.BaseUrl + "/chat/completions", new StringContent("{}"), Token);

            Assert.Equal(recorded.Status, (int)response.StatusCode);
            Assert.Equal(recorded.ResponseHeaders["content-type"], response.Content.Headers.NonValidated["content-type"].ToString());
            Assert.Equal(recorded.Response, await response.Content.ReadAsByteArrayAsync(Token));
        }
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_compressed_answer_unpacks_to_the_same_bytes(string encoding)
    {
        var recorded = RecordedTraffic.Read("openai-chat/text-stream-usage");
        await using var upstream = await ReplayUpstream.StartAsync(Token);
        using var client = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All });
        upstream.Play(UpstreamAnswer.Recorded(recorded) with { Encoding = encoding, Chunking = Chunking.PerEvent });

        var bytes = await client.GetByteArrayAsync(upstream.BaseUrl + "/anything", Token);

        Assert.Equal(recorded.Response, bytes);
    }

    [Fact]
    public async Task A_cut_stream_breaks_after_the_pieces_it_was_given()
    {
        await using var upstream = await ReplayUpstream.StartAsync(Token);
        using var client = new HttpClient();
        upstream.Play(UpstreamAnswer.Stream("data: 1\n\ndata: 2\n\ndata: 3\n\n") with { Pieces = 2, Ending = UpstreamEnding.Cut });

        using var response = await client.GetAsync(upstream.BaseUrl + "/x", HttpCompletionOption.ResponseHeadersRead, Token);
        await using var body = await response.Content.ReadAsStreamAsync(Token);
        var buffer = new byte[18];
        await body.ReadExactlyAsync(buffer, Token);

        Assert.Equal("data: 1\n\ndata: 2\n\n", Encoding.UTF8.GetString(buffer));
        await Assert.ThrowsAnyAsync<IOException>(() => body.ReadExactlyAsync(buffer.AsMemory(0, 1), Token).AsTask());
    }

    [Fact]
    public async Task A_stalled_answer_tells_when_the_caller_hangs_up()
    {
        await using var upstream = await ReplayUpstream.StartAsync(Token);
        upstream.Play(UpstreamAnswer.Stream("data: 1\n\n") with { Ending = UpstreamEnding.Stall });
        using (var client = new HttpClient())
        {
            using var response = await client.GetAsync(upstream.BaseUrl + "/x", HttpCompletionOption.ResponseHeadersRead, Token);
        }

        var received = await upstream.NextAsync(Token);

        await received.HungUp.WaitAsync(TimeSpan.FromSeconds(5), Token);
    }

    [Fact]
    public async Task Answers_are_given_in_order_and_apart_for_a_named_model()
    {
        await using var upstream = await ReplayUpstream.StartAsync(Token);
        using var client = new HttpClient();
        upstream.Play(UpstreamAnswer.Json("1"), UpstreamAnswer.Json("2"));
        upstream.PlayFor("small", UpstreamAnswer.Json("3"));

        List<string> answers = [];
        foreach (var body in new[] { "{}", """{"model":"small"}""", "not json", "{}" })
        {
            using var response = await client.PostAsync(upstream.BaseUrl + "/x", new StringContent(body), Token);
            answers.Add(await response.Content.ReadAsStringAsync(Token));
        }

        Assert.Equal(["1", "3", "2"], answers[..3]);
        Assert.Contains("no answer", answers[3], StringComparison.Ordinal);
        Assert.Equal(["{}", """{"model":"small"}""", "not json", "{}"], upstream.Received.Select(static request => request.Text));
    }
}

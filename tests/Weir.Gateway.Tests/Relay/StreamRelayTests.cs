using System.Text;
using Weir.Dialects.Bodies;
using Weir.Dialects.Errors;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Relay;
using Weir.Gateway.Tests.Fakes;

namespace Weir.Gateway.Tests.Relay;

public sealed class StreamRelayTests
{
    private const string Hello = "data: {\"choices\":[{\"delta\":{\"content\":\"Hello\"},\"finish_reason\":null}]}\n\n";
    private const string Finish = "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
    private const string Usage = "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3,\"total_tokens\":10}}\n\n";
    private const string Error = "data: {\"error\":{\"message\":\"overloaded\"}}\n\n";
    private const string Done = "data: [DONE]\n\n";

    [Fact]
    public async Task Any_split_of_the_bytes_gives_the_client_the_same_bytes()
    {
        const string Answer = ": hi\n\n" + Hello + Finish + Usage + Done;

        for (var size = 1; size <= Answer.Length; size++)
        {
            var run = await RelayAsync(Split(Answer, size));
            Assert.Equal(Answer, run.Client.Text);
        }
    }

    [Fact]
    public async Task Any_split_of_the_bytes_hides_the_usage_that_was_not_asked_for()
    {
        const string Answer = Hello + Finish + Usage + Done;

        for (var size = 1; size <= Answer.Length; size++)
        {
            var run = await RelayAsync(Split(Answer, size), hidesUsage: true);
            Assert.Equal(Hello + Finish + Done, run.Client.Text);
        }
    }

    [Fact]
    public async Task Lines_that_end_in_CRLF_pass_unchanged()
    {
        var answer = (Hello + Finish + Usage + Done).Replace("\n", "\r\n", StringComparison.Ordinal);

        for (var size = 1; size <= answer.Length; size++)
        {
            var run = await RelayAsync(Split(answer, size));
            Assert.Equal(answer, run.Client.Text);
        }
    }

    [Fact]
    public async Task A_slow_upstream_gives_the_same_bytes()
    {
        var run = await RelayAsync(new ScriptedStream(Pieces(Hello + Finish + Done, 5), isSlow: true));

        Assert.Equal(Hello + Finish + Done, run.Client.Text);
    }

    [Fact]
    public async Task A_hidden_usage_chunk_is_still_counted()
    {
        var run = await RelayAsync(Split(Hello + Usage + Done, 4096), hidesUsage: true);

        Assert.Equal((7, 3), (run.Attempt.Tap.Usage.Input, run.Attempt.Tap.Usage.Output));
    }

    [Fact]
    public async Task A_usage_chunk_with_choices_is_never_hidden()
    {
        const string Both = "data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3}}\n\n";
        var run = await RelayAsync(Split(Both + Done, 4096), hidesUsage: true);

        Assert.Equal(Both + Done, run.Client.Text);
    }

    [Fact]
    public async Task The_request_is_settled_before_the_client_sees_DONE()
    {
        var run = await RelayAsync(Split(Hello + Finish + Done, 7));

        Assert.DoesNotContain("[DONE]", run.TextAtSettling, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_that_finishes_without_DONE_is_settled()
    {
        var run = await RelayAsync(Split(Hello + Finish, 4096));

        Assert.NotNull(run.TextAtSettling);
    }

    [Fact]
    public async Task A_stream_that_finishes_without_DONE_is_not_cut()
    {
        var run = await RelayAsync(Split(Hello + Finish, 4096));

        Assert.False(run.Relay.Cut);
    }

    [Fact]
    public async Task A_stream_without_an_end_is_cut()
    {
        var run = await RelayAsync(Split(Hello, 4096));

        Assert.True(run.Relay.Cut);
    }

    [Fact]
    public async Task A_stream_without_an_end_is_a_network_error()
    {
        var run = await RelayAsync(Split(Hello, 4096));

        Assert.Equal(ErrorKind.NetworkError, run.Attempt.Error);
    }

    [Fact]
    public async Task A_stream_without_an_end_is_not_settled_as_answered()
    {
        var run = await RelayAsync(Split(Hello, 4096));

        Assert.Null(run.TextAtSettling);
    }

    [Fact]
    public async Task Half_an_event_is_kept_back_from_a_cut_stream_so_that_the_error_can_follow()
    {
        var run = await RelayAsync(Split(Hello + "data: {\"choices\":[{\"del", 4096));

        Assert.Equal(Hello, run.Client.Text);
    }

    [Fact]
    public async Task A_last_event_without_its_blank_line_passes()
    {
        var run = await RelayAsync(Split(Hello + "data: [DONE]", 4096));

        Assert.Equal(Hello + "data: [DONE]", run.Client.Text);
    }

    [Fact]
    public async Task An_error_of_the_upstream_is_passed_on_as_it_is()
    {
        var run = await RelayAsync(Split(Hello + Error, 4096));

        Assert.Equal(Hello + Error, run.Client.Text);
    }

    [Fact]
    public async Task An_error_of_the_upstream_is_not_followed_by_one_of_ours()
    {
        var run = await RelayAsync(Split(Hello + Error, 4096));

        Assert.False(run.Relay.Cut);
    }

    [Fact]
    public async Task An_error_of_the_upstream_stands_in_the_attempt()
    {
        var run = await RelayAsync(Split(Hello + Error, 4096));

        Assert.Equal(ErrorKind.UnexpectedResponse, run.Attempt.Error);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(16 * 1024)]
    [InlineData(100_000)]
    public async Task An_event_larger_than_the_buffer_passes_whole(int pieceSize)
    {
        var answer = $"data: {{\"choices\":[{{\"delta\":{{\"content\":\"{new string('x', 70_000)}\"}}}}]}}\n\n{Finish}{Done}";
        var run = await RelayAsync(Split(answer, pieceSize));

        Assert.Equal(answer, run.Client.Text);
    }

    [Fact]
    public async Task The_text_of_a_large_event_is_counted_once()
    {
        var answer = $"data: {{\"choices\":[{{\"delta\":{{\"content\":\"{new string('x', 70_000)}\"}}}}]}}\n\n{Finish}{Done}";
        var run = await RelayAsync(Split(answer, 1000));

        Assert.Equal(70_000, run.Attempt.TextBytes);
    }

    [Fact]
    public async Task An_operation_without_DONE_may_end_anywhere()
    {
        var run = await RelayAsync(Split("data: {\"type\":\"speech\"}\n\n", 4096), operation: Operations.Speech);

        Assert.False(run.Relay.Cut);
    }

    [Fact]
    public async Task An_upstream_that_breaks_off_throws_what_its_stream_throws()
    {
        var upstream = new ScriptedStream(Pieces(Hello, 10), new IOException("reset"));

        await Assert.ThrowsAsync<IOException>(() => RelayAsync(upstream));
    }

    [Fact]
    public async Task An_upstream_that_breaks_off_leaves_the_client_with_whole_events()
    {
        var client = new Client();
        var relay = new StreamRelay(Some.Context(client.Http), Some.Attempt(), Idle(), TimeSpan.FromMinutes(1), static _ => { }, static () => { });
        await Assert.ThrowsAsync<IOException>(() => relay.RunAsync(new ScriptedStream(Pieces(Hello + "data: {\"cho", 9), new IOException("reset")), TestContext.Current.CancellationToken));

        Assert.Equal(Hello, client.Text);
    }

    [Fact]
    public async Task A_client_that_hung_up_ends_the_relay()
    {
        var relay = new StreamRelay(Some.Context(Client.Gone()), Some.Attempt(), Idle(), TimeSpan.FromMinutes(1), static _ => { }, static () => { });
        await relay.RunAsync(Split(Hello + Finish + Done, 20), TestContext.Current.CancellationToken);

        Assert.True(relay.ClientGone);
    }

    private static Pulse Idle() => new(null, TimeSpan.FromMinutes(1), new CancellationTokenSource());

    private static IEnumerable<byte[]> Pieces(string text, int size) => Encoding.UTF8.GetBytes(text).Chunk(size);

    private static ScriptedStream Split(string text, int size) => new(Pieces(text, size));

    private static async Task<Run> RelayAsync(ScriptedStream upstream, bool hidesUsage = false, Operation? operation = null)
    {
        var client = new Client();
        var context = Some.Context(client.Http, operation);
        context.AskForUsage = hidesUsage ? new Splice(0, 0, default) : null;
        var attempt = Some.Attempt();
        string? atSettling = null;
        var relay = new StreamRelay(context, attempt, Idle(), TimeSpan.FromMinutes(1), _ => atSettling ??= client.Text, static () => { });
        await relay.RunAsync(upstream, TestContext.Current.CancellationToken);
        return new Run(client, attempt, relay, atSettling);
    }

    private sealed record Run(Client Client, Attempt Attempt, StreamRelay Relay, string? TextAtSettling);
}

using System.Text;
using Weir.Dialects.Errors;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Relay;
using Weir.Gateway.Tests.Fakes;

namespace Weir.Gateway.Tests.Relay;

public sealed class WholeRelayTests
{
    private const int Large = 300_000;

    [Fact]
    public async Task A_small_answer_arrives_whole()
    {
        var run = await RelayAsync(Answer(1000), 1000);

        Assert.Equal(Answer(1000), run.Client.Bytes);
    }

    [Fact]
    public async Task A_small_answer_is_settled_before_its_first_byte()
    {
        var run = await RelayAsync(Answer(1000), 1000);

        Assert.Equal([0], run.Settlings);
    }

    [Fact]
    public async Task A_small_answer_without_stated_length_gets_one()
    {
        var run = await RelayAsync(Answer(1000), null);

        Assert.Equal(1000, run.Client.Http.Response.ContentLength);
    }

    [Fact]
    public async Task An_empty_answer_is_settled()
    {
        var run = await RelayAsync([], 0);

        Assert.Equal([0], run.Settlings);
    }

    [Theory]
    [InlineData(64 * 1024)]
    [InlineData(64 * 1024 + 1)]
    [InlineData(Large)]
    public async Task A_large_answer_of_stated_length_is_settled_before_its_last_byte(int length)
    {
        var run = await RelayAsync(Answer(length), length);

        Assert.True(run.Settlings[0] < length);
    }

    [Fact]
    public async Task A_large_answer_of_stated_length_arrives_whole()
    {
        var run = await RelayAsync(Answer(Large), Large);

        Assert.Equal(Answer(Large), run.Client.Bytes);
    }

    [Fact]
    public async Task A_large_answer_of_unknown_length_arrives_whole()
    {
        var run = await RelayAsync(Answer(Large), null);

        Assert.Equal(Answer(Large), run.Client.Bytes);
    }

    [Fact]
    public async Task A_large_answer_of_unknown_length_is_settled_before_its_end_mark()
    {
        var run = await RelayAsync(Answer(Large), null);

        Assert.Equal([Large], run.Settlings);
    }

    [Fact]
    public async Task A_large_answer_of_unknown_length_gets_none()
    {
        var run = await RelayAsync(Answer(Large), null);

        Assert.Null(run.Client.Http.Response.ContentLength);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_not_settled()
    {
        var client = new Client();
        var settled = false;
        var relay = new WholeRelay(Some.Context(client.Http), Some.Attempt(), Idle(), TimeSpan.FromMinutes(1), readsUsage: false, _ => settled = true, static () => { });
        await Assert.ThrowsAsync<IOException>(() => relay.RunAsync(new ScriptedStream([Answer(10)], new IOException("reset")), 1000, TestContext.Current.CancellationToken));

        Assert.False(settled);
    }

    [Fact]
    public async Task Usage_is_read_as_the_answer_passes()
    {
        var client = new Client();
        var attempt = Some.Attempt();
        var relay = new WholeRelay(Some.Context(client.Http), attempt, Idle(), TimeSpan.FromMinutes(1), readsUsage: true, static _ => { }, static () => { });
        await relay.RunAsync(new ScriptedStream("""{"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":3}}"""u8.ToArray().Chunk(5)), null, TestContext.Current.CancellationToken);

        Assert.Equal((7, 3), (attempt.Tap.Usage.Input, attempt.Tap.Usage.Output));
    }

    [Theory]
    [InlineData("""{"error":{"message":"overloaded"}}""", true)]
    [InlineData("""{"choices":[],"error":null}""", false)]
    [InlineData("""{"choices":[]}""", false)]
    public async Task An_error_in_place_of_an_answer_leaves_the_client_to_another_target(string answer, bool isRefused)
    {
        var bytes = Encoding.UTF8.GetBytes(answer);
        foreach (var mayMoveOn in (bool[])[true, false])
        {
            var client = new Client();
            var context = Some.Context(client.Http);
            context.MayMoveOn = mayMoveOn;
            var attempt = Some.Attempt();
            var relay = new WholeRelay(context, attempt, Idle(), TimeSpan.FromMinutes(1), readsUsage: true, static _ => { }, static () => { }) { ChecksJson = true };

            var refusal = await Record.ExceptionAsync(() => relay.RunAsync(new ScriptedStream([bytes]), bytes.Length, TestContext.Current.CancellationToken));

            Assert.Equal(isRefused && mayMoveOn, refusal is AnswerRefusedException);
            Assert.Equal(isRefused && mayMoveOn ? "" : answer, client.Text);
            Assert.Equal(isRefused && !mayMoveOn ? ErrorKind.UnexpectedResponse : ErrorKind.Unknown, attempt.Error);
        }
    }

    [Fact]
    public async Task A_client_that_hung_up_ends_the_relay()
    {
        var relay = new WholeRelay(Some.Context(Client.Gone()), Some.Attempt(), Idle(), TimeSpan.FromMinutes(1), readsUsage: false, static _ => { }, static () => { });
        await relay.RunAsync(new ScriptedStream([Answer(Large)]), Large, TestContext.Current.CancellationToken);

        Assert.True(relay.ClientGone);
    }

    private static byte[] Answer(int length) => [.. Enumerable.Range(0, length).Select(static i => (byte)(i % 251))];

    private static Pulse Idle() => new(null, TimeSpan.FromMinutes(1), new CancellationTokenSource());

    private static async Task<Run> RelayAsync(byte[] answer, long? length)
    {
        var client = new Client();
        var settlings = new List<long>();
        var relay = new WholeRelay(Some.Context(client.Http), Some.Attempt(), Idle(), TimeSpan.FromMinutes(1), readsUsage: false, Settle, static () => { });
        await relay.RunAsync(new ScriptedStream(answer.Chunk(7000), isSlow: true), length, TestContext.Current.CancellationToken);
        return new Run(client, settlings);

        void Settle(RequestContext context)
        {
            if (!context.Settled)
            {
                context.Settled = true;
                settlings.Add(client.ReceivedBytes);
            }
        }
    }

    private sealed record Run(Client Client, List<long> Settlings);
}

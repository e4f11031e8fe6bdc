using System.Net.WebSockets;
using System.Text;
using Weir.Dialects.Usage;
using Weir.Gateway.Realtime;

namespace Weir.Gateway.Tests.Realtime;

public sealed class ServerEventsTests
{
    private const string Done = """{"event_id":"e","response":{"type":"response.x","usage":{"input_tokens":5,"output_tokens":7}},"type":"response.done"}""";

    private readonly List<RealtimeBill> _bills = [];
    private int _begun;
    private int _refused;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public void A_bill_is_read_however_the_event_is_cut_and_before_any_of_it_passes(int size)
    {
        var events = New();
        var bytes = Encoding.UTF8.GetBytes(Done);
        var sent = new List<byte>();
        for (var at = 0; at < bytes.Length; at += size)
        {
            var end = at + size >= bytes.Length;
            var passed = events.Take(bytes.AsMemory(at, Math.Min(size, bytes.Length - at)), WebSocketMessageType.Text, end);
            Assert.Equal(end, !passed.IsEmpty);
            sent.AddRange(passed.ToArray());
        }

        Assert.Equal(bytes, sent);
        var bill = Assert.Single(_bills);
        Assert.Equal((5, 7), (bill.Usage!.Value.Input, bill.Usage.Value.Output));
    }

    [Fact]
    public void An_event_of_another_kind_passes_as_soon_as_its_kind_is_known()
    {
        var events = New();

        Assert.True(events.Take("""{"type":"resp"""u8.ToArray(), WebSocketMessageType.Text, end: false).IsEmpty);
        Assert.Equal("""{"type":"response.created","a":""", Text(events.Take("""onse.created","a":"""u8.ToArray(), WebSocketMessageType.Text, end: false)));
        Assert.Equal("1}", Text(events.Take("1}"u8.ToArray(), WebSocketMessageType.Text, end: true)));
        Assert.Equal(1, _begun);
        Assert.Empty(_bills);
    }

    [Fact]
    public void A_refusal_is_told()
    {
        var events = New();
        events.Take("""{"event_id":"e","type":"error","error":{}}"""u8.ToArray(), WebSocketMessageType.Text, end: true);
        events.Take("""{"type":"response.created","error":{"type":"error"}}"""u8.ToArray(), WebSocketMessageType.Text, end: true);

        Assert.Equal((1, 1), (_refused, _begun));
    }

    [Fact]
    public void What_only_speaks_of_a_bill_is_none()
    {
        var events = New();

        events.Take("""{"type":"response.output_text.done","text":"\"type\":\"response.done\""}"""u8.ToArray(), WebSocketMessageType.Text, end: true);
        events.Take("response.done, but no JSON"u8.ToArray(), WebSocketMessageType.Text, end: true);
        events.Take(Encoding.UTF8.GetBytes(Done), WebSocketMessageType.Binary, end: true);

        Assert.Empty(_bills);
    }

    [Fact]
    public void An_event_without_a_kind_is_held_up_to_a_limit_only()
    {
        var events = New();
        var piece = new byte[1024 * 1024];
        piece.AsSpan().Fill((byte)' ');
        var passed = 0L;
        for (var i = 0; i < 10; i++)
        {
            passed += events.Take(piece, WebSocketMessageType.Text, end: false).Length;
        }

        Assert.Equal(10L * piece.Length, passed);
    }

    [Fact]
    public void A_response_that_tells_no_usage_is_told_apart_from_one_that_used_none()
    {
        New().Take("""{"type":"response.done","response":{"status":"failed","output":[],"usage":null}}"""u8.ToArray(), WebSocketMessageType.Text, end: true);
        New().Take("""{"type":"response.done","response":{"status":"completed","output":[{"type":"message"}]}}"""u8.ToArray(), WebSocketMessageType.Text, end: true);
        New().Take("""{"type":"response.done","response":{"status":"completed","output":[],"usage":{}}}"""u8.ToArray(), WebSocketMessageType.Text, end: true);

        Assert.Equal(
            [new RealtimeBill(null, Failed: true) { IsEmpty = true }, new RealtimeBill(null, Failed: false), new RealtimeBill(default(TokenUsage), Failed: false) { IsEmpty = true }],
            _bills);
    }

    [Fact]
    public void Cached_audio_is_counted_as_cached_and_not_as_audio_again()
    {
        New().Take(
            """{"type":"response.done","response":{"usage":{"input_tokens":100,"output_tokens":9,"input_token_details":{"text_tokens":60,"audio_tokens":40,"cached_tokens":50,"cached_tokens_details":{"text_tokens":20,"audio_tokens":30}},"output_token_details":{"text_tokens":2,"audio_tokens":7}}}}"""u8.ToArray(),
            WebSocketMessageType.Text,
            end: true);

        var usage = Assert.Single(_bills).Usage!.Value;
        Assert.Equal((100, 50, 10), (usage.Input, usage.CachedRead, usage.InputAudio));
        Assert.Equal((9, 7), (usage.Output, usage.OutputAudio));
    }

    private ServerEvents New() => new(() => _begun++, _bills.Add, () => _refused++);

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}

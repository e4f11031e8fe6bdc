using System.Text;
using Weir.Dialects.AnthropicMessages;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Errors;
using Weir.Dialects.Streaming;
using Weir.Dialects.Tests.Kit;
using Weir.TestKit.Fixtures;

namespace Weir.Dialects.Tests.AnthropicMessages;

/// <summary>Streams that a server should not send, and some do.</summary>
public sealed class AnthropicStreamReaderTests
{
    private const string Start = """{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],"usage":{"input_tokens":3,"output_tokens":1}}}""";
    private const string Text = """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""";
    private const string End = """{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":2}}""";
    private const string Stop = """{"type":"message_stop"}""";

    [Fact]
    public void Read_SecondStart_IsPassedOver() => Assert.True(Read(Start, Start, End, Stop).IsComplete);

    [Fact]
    public void Read_BlockThatBeginsTwice_EndsTheFirst() =>
        Assert.Equal(2, Read(Start, Text, Text, """{"type":"content_block_stop","index":0}""", End, Stop).Parts().Count);

    [Fact]
    public void Read_BlockWithoutEnd_EndsWithTheMessage() =>
        Assert.Equal("Hi", Assert.IsType<TextPart>(Assert.Single(Read(Start, Text, """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi"}}""", End, Stop).Parts())).Text);

    [Fact]
    public void Read_ServerToolWithoutEnd_KeepsItsInput()
    {
        var told = Read(Start, """{"type":"content_block_start","index":0,"content_block":{"type":"server_tool_use","id":"s","name":"web_search","input":{}}}""", """{"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{\"query\":1}"}}""", End, Stop);

        Assert.Equal(1, Assert.IsType<ServerToolCallPart>(Assert.Single(told.Parts())).Json.GetProperty("input").GetProperty("query").GetInt32());
    }

    [Fact]
    public void Read_EventsWithoutIndex_AreOfTheLastBlock() => Assert.Equal(
        "Hi",
        Assert.IsType<TextPart>(Assert.Single(Read(Start, """{"type":"content_block_start","content_block":{"type":"text","text":""}}""", """{"type":"content_block_delta","delta":{"type":"text_delta","text":"Hi"}}""", """{"type":"content_block_stop"}""", End, Stop).Parts())).Text);

    [Fact]
    public void Read_OpenAisEndMark_IsNoEnd()
    {
        Assert.True(Read(Start, End, Stop, "[DONE]").IsComplete);
        Assert.Equal(ErrorKind.NetworkError, Read(Start, End, "[DONE]").Error?.Kind);
    }

    [Fact]
    public void Read_ErrorWithoutType_IsAFailure() => Assert.Equal(ErrorKind.Overloaded, Read(Start, """{"error":{"type":"overloaded_error","message":"Overloaded"}}""").Error?.Kind);

    [Theory]
    [InlineData("overloaded_error", ErrorKind.Overloaded)]
    [InlineData("rate_limit_error", ErrorKind.RateLimited)]
    [InlineData("api_error", ErrorKind.UnexpectedResponse)]
    [InlineData("timeout_error", ErrorKind.Timeout)]
    [InlineData("billing_error", ErrorKind.QuotaExceeded)]
    [InlineData("invalid_request_error", ErrorKind.InvalidRequest)]
    public void Read_ErrorEvent_TellsKindWordsAndWhatToDo(string type, ErrorKind kind)
    {
        var error = Read(Start, Text, $$$"""{"type":"error","error":{"details":null,"type":"{{{type}}}","message":"Words"},"request_id":"req_1"}""").Error;

        Assert.Equal(kind, error?.Kind);
        Assert.Equal("Words", error?.Message);
        Assert.NotEmpty(error!.Action);
    }

    [Theory]
    [InlineData("""{"type":"content_block_start","index":0,"content_block":{"type":"tool_use"}}""")]
    [InlineData("""{"type":"content_block_start","index":0}""")]
    [InlineData("""{"type":"content_block_start","index":0,"content_block":{"type":"text","text":"\ud800"}}""")]
    public void Read_BlockThatIsWrong_IsTheUpstreamsFault(string wrong) => Assert.Equal(ErrorKind.UnexpectedResponse, Read(Start, wrong).Error?.Kind);

    [Fact]
    public void Read_DeltaOfTomorrow_GoesOnToItsClients()
    {
        const string delta = """{"type":"content_block_delta","index":0,"delta":{"type":"mood_delta","mood":"calm"}}""";
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        var writer = AnthropicDialect.Instance.NewStreamWriter(new AnswerOptions());
        foreach (var @event in StreamChecks.Read(AnthropicDialect.Instance.NewStreamReader(), Bytes(Start, Text, delta, End, Stop)))
        {
            writer.Write(@event, buffer);
        }

        Assert.Contains($"event: content_block_delta\ndata: {delta}\n\n", Encoding.UTF8.GetString(buffer.WrittenSpan), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("anthropic-messages/web-search-stream")]
    [InlineData("anthropic-messages/thinking-tool-call-stream")]
    [InlineData("anthropic-messages/tool-call-parallel-stream")]
    public void Read_DamagedStream_KeepsTheOrder(string name)
    {
        var lines = Encoding.UTF8.GetString(RecordedTraffic.Read(name).Response).Split("\n\n", StringSplitOptions.RemoveEmptyEntries).ToList();
        var random = new Random(20261121);
        for (var round = 0; round < 200; round++)
        {
            var (from, to) = (random.Next(lines.Count), random.Next(lines.Count));
            var changed = lines.ToList();
            (changed[from], changed[to]) = (changed[to], random.Next(3) == 0 ? changed[to] : changed[from]);
            StreamChecks.AssertOrder(StreamChecks.Read(AnthropicDialect.Instance.NewStreamReader(), Encoding.UTF8.GetBytes(string.Join("\n\n", changed) + "\n\n")));
        }
    }

    [Fact]
    public void Read_EndWithoutStop_IsAFailure() => Assert.Equal(ErrorKind.NetworkError, Read(Start, Text, End).Error?.Kind);

    private static AnswerBuilder Read(params string[] events)
    {
        var bytes = Bytes(events);
        StreamChecks.AssertOrder(StreamChecks.Read(AnthropicDialect.Instance.NewStreamReader(), bytes));
        return StreamChecks.Build(AnthropicDialect.Instance.NewStreamReader(), bytes);
    }

    private static byte[] Bytes(params string[] events) => Encoding.UTF8.GetBytes(string.Concat(events.Select(static json => $"data: {json}\n\n")));
}

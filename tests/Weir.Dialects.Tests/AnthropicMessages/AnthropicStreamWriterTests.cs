using System.Text;
using System.Text.Json;
using Weir.Dialects.AnthropicMessages;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Errors;
using Weir.Dialects.Streaming;
using Weir.Dialects.Tests.Kit;
using Weir.Dialects.Usage;
using Weir.TestKit;

namespace Weir.Dialects.Tests.AnthropicMessages;

/// <summary>Streams of other dialects, made up, as a client of Anthropic's gets them.</summary>
public sealed class AnthropicStreamWriterTests
{
    private static readonly Signature Foreign = new("openai-responses", "gAAAAABo");

    [Fact]
    public void Write_PartsThatOverlap_StandOneAfterTheOther()
    {
        var calls = Told(
            [
                new PartStarted(0, new ToolCallPart("call_a", "f", "")), new PartStarted(1, new ToolCallPart("call_b", "g", "")),
                new TextDelta(1, "{\"y\":"), new TextDelta(0, "{\"x\""), new PartEnded(1), new TextDelta(0, ":1}"),
                new PartStarted(2, new ToolCallPart("call_c", "h", "")), new PartEnded(0), new PartEnded(2),
            ],
            StopReason.ToolCall).Parts().Cast<ToolCallPart>().ToList();

        Assert.Equal(["call_a", "call_b", "call_c"], calls.Select(static call => call.CallId));
        Assert.Equal(["{\"x\":1}", "{\"y\":", "{}"], calls.Select(static call => call.Arguments));
    }

    [Fact]
    public void Write_SignatureKnownAtTheStart_KeepsTheThoughtsBehindIt()
    {
        var told = Told([new PartStarted(0, new ReasoningPart("") { Signature = Foreign }), new TextDelta(0, "Hm."), new PartEnded(0)]);

        var reasoning = Assert.IsType<ReasoningPart>(Assert.Single(told.Parts()));
        Assert.Equal("Hm.", reasoning.Text);
        Assert.Equal(Foreign, reasoning.Signature);
    }

    [Fact]
    public void Write_ThoughtsAndSignatureInTheStart_KeepsBoth()
    {
        var told = Told([new PartStarted(0, new ReasoningPart("Hm.") { Signature = Foreign }), new PartEnded(0)]);

        Assert.Equal(new ReasoningPart("Hm.") { Signature = Foreign }, Assert.IsType<ReasoningPart>(Assert.Single(told.Parts())) with { Extras = Extras.None });
    }

    [Fact]
    public void Write_SignatureThatChanges_WritesTheLastOnly()
    {
        var stream = Stream(
            [
                new PartStarted(0, new ReasoningPart("")), new TextDelta(0, "Hm."), new SignatureDelta(0, new Signature("openai-responses", "first")),
                new PartEnded(0, new ReasoningPart("Hm.") { Signature = Foreign }),
            ]);

        Assert.Single(Deltas(stream, "signature_delta"));
        Assert.Equal(Foreign, Assert.IsType<ReasoningPart>(Assert.Single(Read(stream).Parts())).Signature);
    }

    [Fact]
    public void Write_SignatureThatBelongsToTheNextPart_IsARedactedBlockBeforeIt()
    {
        var bound = new ReasoningPart("") { BindsNext = true, Signature = new Signature("gemini", "CiQB") };
        var stream = Stream([new PartStarted(0, bound), new PartEnded(0), new PartStarted(1, new ToolCallPart("c", "f", "")), new TextDelta(1, "{}"), new PartEnded(1)], StopReason.ToolCall);

        Assert.Equal(["redacted_thinking", "tool_use"], Blocks(stream));
        var sent = Encoding.UTF8.GetBytes($$"""{"model":"m","messages":[{"role":"assistant","content":[{{Starts(stream)[0].GetRawText()}}]}]}""");
        Assert.Equal(bound, Assert.Single(AnthropicDialect.Instance.ReadRequest(sent).Messages[0].Parts));
    }

    [Fact]
    public void Write_PartsWithoutContent_MakeNoBlock() =>
        Assert.Equal(["text"], Blocks(Stream(
            [
                new PartStarted(0, new ReasoningPart("")), new PartEnded(0), new PartStarted(1, new TextPart("")), new TextDelta(1, ""), new PartEnded(1),
                new PartStarted(2, new TextPart("")), new TextDelta(2, "Yes"), new PartEnded(2),
            ])));

    [Fact]
    public void Write_CustomToolInPieces_IsOneJsonText()
    {
        var stream = Stream(
            [new PartStarted(0, new ToolCallPart("c", "patch", "") { IsCustom = true }), new TextDelta(0, "say \"hi\"\n"), new TextDelta(0, "\\ end ü"), new PartEnded(0)],
            StopReason.ToolCall);

        var arguments = string.Concat(Deltas(stream, "input_json_delta").Select(static delta => delta.GetProperty("partial_json").GetString()));
        Assert.Equal("say \"hi\"\n\\ end ü", JsonElement.Parse(arguments).GetProperty("input").GetString());
        Assert.Equal("tool_use", StopOf(stream));
    }

    [Fact]
    public void Write_CustomToolWithoutInput_IsAnEmptyText()
    {
        var stream = Stream([new PartStarted(0, new ToolCallPart("c", "patch", "") { IsCustom = true }), new PartEnded(0)], StopReason.ToolCall);

        Assert.Equal("""{"input":""}""", string.Concat(Deltas(stream, "input_json_delta").Select(static delta => delta.GetProperty("partial_json").GetString())));
    }

    [Fact]
    public void Write_ArgumentsOnlyInTheEnd_AreWritten()
    {
        var call = new ToolCallPart("c", "f", """{"x":1}""");
        var told = Told([new PartStarted(0, call with { Arguments = "" }), new PartEnded(0, call)], StopReason.ToolCall);

        Assert.Equal("""{"x":1}""", Assert.IsType<ToolCallPart>(Assert.Single(told.Parts())).Arguments);
    }

    [Fact]
    public void Write_PartsAnthropicHasNoBlockFor_AreLostAndLeaveNoHole()
    {
        var losses = new Losses();
        var json = Json.Parse("""{"type":"web_search_call"}"""u8);
        Part[] parts =
        [
            new MediaPart(MediaKind.Image, new InlineMedia("AAAA", "image/png")), new ServerToolCallPart("1", "web_search", json, "openai-responses"),
            new ServerToolResultPart("1", "web_search", json, "openai-responses"), new OpaquePart("gemini", "x", json), new ToolResultPart("1", []),
        ];
        var stream = Stream(
            [
                .. parts.SelectMany(static (part, index) => new StreamEvent[] { new PartStarted(index, part), new PartEnded(index) }),
                new PartStarted(parts.Length, new TextPart("")), new TextDelta(parts.Length, "Done"), new PartEnded(parts.Length),
            ],
            losses: losses);

        Assert.Equal(["text"], Blocks(stream));
        Assert.NotEmpty(losses.All);
    }

    [Fact]
    public void Write_SpokenAnswer_TellsItsWords()
    {
        var losses = new Losses();
        var stream = Stream([new PartStarted(0, new MediaPart(MediaKind.Audio, new InlineMedia("", "audio/wav"))), new MediaDelta(0, "AAAA"), new TextDelta(0, "Hello"), new PartEnded(0)], losses: losses);

        Assert.Equal("Hello", Assert.IsType<TextPart>(Assert.Single(Read(stream).Parts())).Text);
        Assert.Contains(losses.All, static loss => loss.What.Contains("audio", StringComparison.Ordinal));
    }

    [Fact]
    public void Write_Refusal_IsTextAndItsStop()
    {
        var stream = Stream([new PartStarted(0, new RefusalPart("")), new TextDelta(0, "No."), new PartEnded(0)], StopReason.Refusal);

        Assert.Equal(["text"], Blocks(stream));
        Assert.Equal("refusal", StopOf(stream));
    }

    [Fact]
    public void Write_PromptRefusedAsSuch_EndsAsARefusal()
    {
        var stream = Write([new AnswerStarted(new Answer { Model = "m" }), new AnswerEnded(new Answer { Model = "m" })]);

        AnthropicStreamRules.Check(stream);
        Assert.Equal("refusal", StopOf(stream));
    }

    [Theory]
    [InlineData(StopReason.EndTurn)]
    [InlineData(StopReason.Unknown)]
    public void Write_CallsButAnotherStop_TellsTheCall(StopReason stop) =>
        Assert.Equal("tool_use", StopOf(Stream([new PartStarted(0, new ToolCallPart("c", "f", "")), new PartEnded(0)], stop)));

    [Fact]
    public void Write_SecondChoice_IsLost()
    {
        var losses = new Losses();
        var stream = Stream([new PartStarted(0, new TextPart("")), new PartStarted(0, new TextPart(""), 1), new TextDelta(0, "b", 1), new TextDelta(0, "a"), new PartEnded(0, null, 1), new PartEnded(0)], losses: losses);

        Assert.Equal("a", Assert.IsType<TextPart>(Assert.Single(Read(stream).Parts())).Text);
        Assert.NotEmpty(losses.All);
    }

    [Fact]
    public void Write_FailureHalfWay_IsAnErrorEventAndNothingBehindIt()
    {
        var stream = Write([new AnswerStarted(new Answer { Model = "m" }), new PartStarted(0, new TextPart("")), new TextDelta(0, "Half"), new AnswerFailed(new WeirError(ErrorKind.Overloaded, "Overloaded", "Wait."))]);

        AnthropicStreamRules.Check(stream);
        var told = Read(stream);
        Assert.Equal(ErrorKind.Overloaded, told.Error?.Kind);
        Assert.Equal("Half", Assert.IsType<TextPart>(Assert.Single(told.Parts())).Text);
    }

    [Fact]
    public void Write_FailureBeforeAnything_IsAnErrorEvent()
    {
        var stream = Write([new AnswerFailed(new WeirError(ErrorKind.RateLimited, "Slow down", "Wait."))]);

        AnthropicStreamRules.Check(stream);
        Assert.Contains("\"rate_limit_error\"", Encoding.UTF8.GetString(stream), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_UsageOfAnotherDialect_ReadsTheSame()
    {
        var usage = new TokenUsage { Input = 100, CachedRead = 60, CachedWrite = 10, Output = 20, Reasoning = 5 };
        var told = Read(Write(AnswerEvents.Of(new Answer { Id = "x", Model = "m", Usage = usage, Choices = [new Choice { Parts = [new TextPart("Yes")], Stop = StopReason.EndTurn }] })));

        Assert.Equal(usage, told.Build().Usage);
    }

    [Fact]
    public void Write_MemberOfTheLastDeltaThatIsNew_Survives()
    {
        var stream = """
            event: message_start
            data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],"early":1,"usage":{"input_tokens":1,"output_tokens":1}}}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null,"late":{"x":2}},"usage":{"output_tokens":3}}

            event: message_stop
            data: {"type":"message_stop"}


            """u8.ToArray();

        var written = Write(StreamChecks.Read(AnthropicDialect.Instance.NewStreamReader(), stream));

        var end = Events(written).Single(static json => json.GetProperty("type").GetString() == "message_delta").GetProperty("delta");
        Assert.Equal("""{"x":2}""", end.GetProperty("late").GetRawText());
        Assert.False(end.TryGetProperty("early", out _));
    }

    private static AnswerBuilder Told(IReadOnlyList<StreamEvent> parts, StopReason stop = StopReason.EndTurn) => Read(Stream(parts, stop));

    private static byte[] Stream(IReadOnlyList<StreamEvent> parts, StopReason stop = StopReason.EndTurn, Losses? losses = null)
    {
        var answer = new Answer { Id = "resp_1", Model = "m", Usage = new TokenUsage { Input = 3, Output = 4 } };
        var stream = Write([new AnswerStarted(answer), .. parts, new ChoiceEnded(new Choice { Parts = [], Stop = stop }), new AnswerEnded(answer)], losses);
        AnthropicStreamRules.Check(stream);
        return stream;
    }

    private static byte[] Write(IEnumerable<StreamEvent> events, Losses? losses = null)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        var writer = AnthropicDialect.Instance.NewStreamWriter(new AnswerOptions { Losses = losses ?? new Losses() });
        foreach (var @event in events)
        {
            writer.Write(@event, buffer);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static AnswerBuilder Read(byte[] stream) => StreamChecks.Build(AnthropicDialect.Instance.NewStreamReader(), stream);

    private static IEnumerable<JsonElement> Events(byte[] stream) =>
        Encoding.UTF8.GetString(stream).Split('\n').Where(static line => line.StartsWith("data: ", StringComparison.Ordinal)).Select(static line => JsonElement.Parse(line[6..]));

    private static List<JsonElement> Starts(byte[] stream) => [.. Events(stream).Where(static json => json.GetProperty("type").GetString() == "content_block_start").Select(static json => json.GetProperty("content_block"))];

    private static List<string> Blocks(byte[] stream) => [.. Starts(stream).Select(static block => block.GetProperty("type").GetString()!)];

    private static List<JsonElement> Deltas(byte[] stream, string type) =>
        [.. Events(stream).Where(static json => json.GetProperty("type").GetString() == "content_block_delta").Select(static json => json.GetProperty("delta")).Where(delta => delta.GetProperty("type").GetString() == type)];

    private static string? StopOf(byte[] stream) => Events(stream).Single(static json => json.GetProperty("type").GetString() == "message_delta").GetProperty("delta").GetProperty("stop_reason").GetString();
}

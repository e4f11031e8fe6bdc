using System.Buffers;
using System.Text;
using System.Text.Json;
using Weir.Dialects.AnthropicMessages;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Conversations.Tools;
using Weir.Dialects.OpenAiResponses;
using Weir.Dialects.Streaming;
using Weir.TestKit;

namespace Weir.Dialects.Tests.OpenAiResponses;

/// <summary>Tools that only Responses has reach other dialects as functions, and their calls come back as what they were.</summary>
public sealed class ResponsesToolTests
{
    private static readonly Conversation Request = ResponsesDialect.Instance.ReadRequest("""
        {"model":"m","input":"Go","tools":[
          {"type":"namespace","name":"agents","tools":[{"type":"function","name":"spawn","parameters":{"type":"object","properties":{}},"strict":false}]},
          {"type":"custom","name":"patch","description":"Applies a patch","format":{"type":"grammar","syntax":"lark","definition":"start: x"}},
          {"type":"web_search"}]}
        """u8);

    [Fact]
    public void A_namespace_becomes_its_functions_and_a_custom_tool_a_function_of_one_text()
    {
        var losses = new Losses();
        var buffer = new ArrayBufferWriter<byte>();
        AnthropicDialect.Instance.WriteRequest(Request, buffer, new WriteOptions { Losses = losses });
        var tools = JsonElement.Parse(buffer.WrittenSpan).GetProperty("tools");

        Assert.Equal(["agents__spawn", "patch"], tools.EnumerateArray().Select(static tool => tool.GetProperty("name").GetString()));
        Assert.True(tools[1].GetProperty("input_schema").GetProperty("properties").TryGetProperty("input", out _));
        Assert.Contains(losses.All, static loss => loss.Why.Contains("web_search", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Calls_come_back_by_the_names_and_kinds_that_the_client_gave(bool stream)
    {
        var answer = new Answer
        {
            Id = "msg_1",
            Model = "claude",
            Choices = [new Choice { Stop = StopReason.ToolCall, Parts = [new ToolCallPart("toolu_1", "agents__spawn", """{"n":1}"""), new ToolCallPart("toolu_2", "patch", """{"input":"*** Begin"}""")] }],
        };
        var options = new AnswerOptions { Request = Request };

        var output = (stream ? Streamed(answer, options) : Whole(answer, options)).GetProperty("output");

        Assert.Equal(("function_call", "spawn", "agents"), (output[0].GetProperty("type").GetString(), output[0].GetProperty("name").GetString(), output[0].GetProperty("namespace").GetString()));
        Assert.Equal(("custom_tool_call", "patch", "*** Begin"), (output[1].GetProperty("type").GetString(), output[1].GetProperty("name").GetString(), output[1].GetProperty("input").GetString()));
    }

    [Fact]
    public void A_call_in_the_history_has_the_name_that_the_target_knows()
    {
        var conversation = ResponsesDialect.Instance.ReadRequest("""{"model":"m","input":[{"type":"function_call","call_id":"c1","name":"spawn","namespace":"agents","arguments":"{}"},{"type":"function_call_output","call_id":"c1","output":"ok"}]}"""u8);
        Assert.Equal("agents__spawn", conversation.Messages.SelectMany(static message => message.Parts).OfType<ToolCallPart>().Single().Name);
    }

    [Fact]
    public void Functions_of_other_dialects_are_not_made_strict()
    {
        var buffer = new ArrayBufferWriter<byte>();
        ResponsesDialect.Instance.WriteRequest(
            new Conversation { Model = "gpt-5.4", Messages = [new Message(Role.System, [new TextPart("Be kind.")]), new Message(Role.User, [new TextPart("Hi")])], Tools = [new FunctionTool("look")], Reasoning = new ReasoningRequest { Effort = "low" }, Sampling = new Sampling { Temperature = 0.2 } },
            buffer,
            new WriteOptions { Losses = new Losses() });
        var written = JsonElement.Parse(buffer.WrittenSpan);

        Assert.False(written.GetProperty("tools")[0].GetProperty("strict").GetBoolean());
        Assert.False(written.GetProperty("store").GetBoolean());
        Assert.Equal("Be kind.", written.GetProperty("instructions").GetString());
        Assert.Equal("reasoning.encrypted_content", written.GetProperty("include")[0].GetString());
        Assert.False(written.TryGetProperty("temperature", out _));
    }

    private static JsonElement Whole(Answer answer, AnswerOptions options)
    {
        var buffer = new ArrayBufferWriter<byte>();
        ResponsesDialect.Instance.WriteAnswer(answer, buffer, options);
        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private static JsonElement Streamed(Answer answer, AnswerOptions options)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = ResponsesDialect.Instance.NewStreamWriter(options);
        foreach (var @event in AnswerEvents.Of(answer))
        {
            writer.Write(@event, buffer);
        }

        ResponsesStreamRules.Check(buffer.WrittenSpan.ToArray());
        return JsonElement.Parse(Encoding.UTF8.GetString(buffer.WrittenSpan).Split("\n\n", StringSplitOptions.RemoveEmptyEntries)[^1].Split('\n')[1]["data: ".Length..]).GetProperty("response");
    }
}

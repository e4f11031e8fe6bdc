using System.Buffers;
using System.Text;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Conversations.Tools;
using Weir.Dialects.OpenAiResponses;
using Weir.Dialects.Streaming;

namespace Weir.Dialects.Tests.OpenAiResponses;

/// <summary>A tool in a namespace has one name elsewhere, and gets both of its own back in everything that tells of a call.</summary>
public sealed class NamespaceTests
{
    [Fact]
    public void Every_event_of_a_call_has_the_client_s_names()
    {
        var request = ResponsesDialect.Instance.ReadRequest(
            """{"model":"m","input":"Hi","tools":[{"type":"namespace","name":"agents","tools":[{"type":"function","name":"close","parameters":{"type":"object"}}]}]}"""u8,
            new RequestRoute(null, true));
        var called = Assert.IsType<FunctionTool>(Assert.Single(request.Tools)).Name;
        var buffer = new ArrayBufferWriter<byte>();
        var writer = ResponsesDialect.Instance.NewStreamWriter(new AnswerOptions { Request = request });

        foreach (var @event in AnswerEvents.Of(new Answer { Choices = [new Choice { Parts = [new ToolCallPart("call_1", called, """{"id":1}""")], Stop = StopReason.ToolCall }] }))
        {
            writer.Write(@event, buffer);
        }

        var events = Encoding.UTF8.GetString(buffer.WrittenSpan).Split('\n').Where(static line => line.StartsWith("data: {", StringComparison.Ordinal)).Select(static line => JsonElement.Parse(line[6..])).ToList();
        var named = events.Where(static e => e.TryGetProperty("name", out _)).Concat(events.Where(static e => e.TryGetProperty("item", out _)).Select(static e => e.GetProperty("item"))).ToList();
        Assert.Equal(3, named.Count);
        Assert.All(named, static told => Assert.Equal(("close", "agents"), (told.GetProperty("name").GetString(), told.GetProperty("namespace").GetString())));
    }
}

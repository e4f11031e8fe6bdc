using System.Text.Encodings.Web;
using System.Text.Json;

namespace Weir.Acceptance.Tests.Upstream;

/// <summary>Anthropic streams in the shape of the recorded ones, for what no recording says: calls of a client's own tools.</summary>
internal static class ScriptedMessages
{
    private const int Fragment = 7;

    /// <summary>A stream that says one text.</summary>
    public static UpstreamAnswer Text(string model, string text) => UpstreamAnswer.Stream(
        Start(model)
        + Event("content_block_start", """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""")
        + string.Concat(text.Chunk(Fragment).Select(static part => Event("content_block_delta", $$$$"""{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":{{{{Quote(new string(part))}}}}}}""")))
        + End("end_turn", 0));

    /// <summary>A stream that thinks, then calls one tool, its arguments in fragments.</summary>
    public static UpstreamAnswer ToolCall(string model, string tool, string arguments) => UpstreamAnswer.Stream(
        Start(model)
        + Event("content_block_start", """{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}""")
        + Event("content_block_delta", """{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"The file tells."}}""")
        + Event("content_block_delta", """{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"c2lnbmF0dXJl"}}""")
        + Event("content_block_stop", """{"type":"content_block_stop","index":0}""")
        + Event("content_block_start", $$$$"""{"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"toolu_scripted1","name":{{{{Quote(tool)}}}},"input":{}}}""")
        + Event("content_block_delta", """{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":""}}""")
        + string.Concat(arguments.Chunk(Fragment).Select(static part => Event("content_block_delta", $$$$"""{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":{{{{Quote(new string(part))}}}}}}""")))
        + End("tool_use", 1));

    private static string Start(string model) =>
        Event("message_start", $$$$"""{"type":"message_start","message":{"id":"msg_scripted","type":"message","role":"assistant","model":{{{{Quote(model)}}}},"content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":20,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":1}}}""")
        + Event("ping", """{"type":"ping"}""");

    private static string End(string reason, int index) =>
        Event("content_block_stop", $$$"""{"type":"content_block_stop","index":{{{index}}}}""")
        + Event("message_delta", $$$"""{"type":"message_delta","delta":{"stop_reason":{{{Quote(reason)}}},"stop_sequence":null},"usage":{"output_tokens":10}}""")
        + Event("message_stop", """{"type":"message_stop"}""");

    private static string Event(string name, string data) => $"event: {name}\ndata: {data}\n\n";

    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}

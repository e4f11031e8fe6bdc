using System.Text.Encodings.Web;
using System.Text.Json;

namespace Weir.Acceptance.Tests.Upstream;

/// <summary>Responses streams in the shape of the recorded ones, for what no recording says: calls of a client's own tools.</summary>
internal static class ScriptedResponses
{
    private const int Fragment = 7;
    private const string Id = "resp_0a1b2c3d4e5f";

    /// <summary>A stream that says one text.</summary>
    public static UpstreamAnswer Text(string model, string text)
    {
        const string place = "\"item_id\":\"msg_0a1b2c3d4e5f\",\"output_index\":0,\"content_index\":0";
        var part = $$"""{"type":"output_text","annotations":[],"logprobs":[],"text":{{Quote(text)}}}""";
        var item = $$"""{"id":"msg_0a1b2c3d4e5f","type":"message","status":"completed","content":[{{part}}],"role":"assistant"}""";
        return Stream(model, item, [
            ("response.output_item.added", """ "output_index":0,"item":{"id":"msg_0a1b2c3d4e5f","type":"message","status":"in_progress","content":[],"role":"assistant"}"""),
            ("response.content_part.added", place + ""","part":{"type":"output_text","annotations":[],"logprobs":[],"text":""}"""),
            .. text.Chunk(Fragment).Select(piece => ("response.output_text.delta", $"{place},\"delta\":{Quote(new string(piece))},\"logprobs\":[]")),
            ("response.output_text.done", $"{place},\"text\":{Quote(text)},\"logprobs\":[]"),
            ("response.content_part.done", $"{place},\"part\":{part}"),
            ("response.output_item.done", $"\"output_index\":0,\"item\":{item}"),
        ]);
    }

    /// <summary>A stream that thinks in secret, then calls one tool, its arguments in fragments.</summary>
    public static UpstreamAnswer ToolCall(string model, string tool, string arguments)
    {
        const string thought = """{"id":"rs_0a1b2c3d4e5f","type":"reasoning","encrypted_content":"gAAAAABsecret","summary":[]}""";
        const string place = "\"item_id\":\"fc_0a1b2c3d4e5f\",\"output_index\":1";
        var call = $$"""{"id":"fc_0a1b2c3d4e5f","type":"function_call","status":"completed","arguments":{{Quote(arguments)}},"call_id":"call_scripted1","name":{{Quote(tool)}}}""";
        return Stream(model, $"{thought},{call}", [
            ("response.output_item.added", $"\"output_index\":0,\"item\":{thought}"),
            ("response.output_item.done", $"\"output_index\":0,\"item\":{thought}"),
            ("response.output_item.added", $$"""
                "output_index":1,"item":{"id":"fc_0a1b2c3d4e5f","type":"function_call","status":"in_progress","arguments":"","call_id":"call_scripted1","name":{{Quote(tool)}}}
                """),
            .. arguments.Chunk(Fragment).Select(piece => ("response.function_call_arguments.delta", $"{place},\"delta\":{Quote(new string(piece))}")),
            ("response.function_call_arguments.done", $"{place},\"arguments\":{Quote(arguments)}"),
            ("response.output_item.done", $"\"output_index\":1,\"item\":{call}"),
        ]);
    }

    private static UpstreamAnswer Stream(string model, string output, IReadOnlyList<(string Type, string Members)> events)
    {
        IReadOnlyList<(string Type, string Members)> all =
        [
            ("response.created", $"\"response\":{Response(model, "in_progress", "", "null")}"),
            ("response.in_progress", $"\"response\":{Response(model, "in_progress", "", "null")}"),
            .. events,
            ("response.completed", $"\"response\":{Response(model, "completed", output, """{"input_tokens":20,"input_tokens_details":{"cached_tokens":0},"output_tokens":10,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":30}""")}"),
        ];
        return UpstreamAnswer.Stream(string.Concat(all.Select(static (line, number) =>
            $"event: {line.Type}\ndata: {{\"type\":\"{line.Type}\",\"sequence_number\":{number},{line.Members.Trim()}}}\n\n")));
    }

    private static string Response(string model, string status, string output, string usage) =>
        $$$"""{"id":"{{{Id}}}","object":"response","created_at":1782955817,"status":"{{{status}}}","background":false,"error":null,"incomplete_details":null,"instructions":null,"max_output_tokens":null,"model":{{{Quote(model)}}},"output":[{{{output}}}],"parallel_tool_calls":true,"previous_response_id":null,"reasoning":{"effort":"medium","summary":null},"store":false,"temperature":1.0,"text":{"format":{"type":"text"}},"tool_choice":"auto","tools":[],"top_p":1.0,"truncation":"disabled","usage":{{{usage}}},"metadata":{}}""";

    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}

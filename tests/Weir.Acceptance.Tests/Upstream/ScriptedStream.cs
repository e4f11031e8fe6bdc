using System.Text.Encodings.Web;
using System.Text.Json;

namespace Weir.Acceptance.Tests.Upstream;

/// <summary>Chat streams in the shape of the recorded ones, for what no recording says: calls of a client's own tools.</summary>
internal static class ScriptedStream
{
    private const int Fragment = 7;

    /// <summary>A stream that says one text.</summary>
    public static UpstreamAnswer Text(string model, string text) => UpstreamAnswer.Stream(
        Chunk(model, """{"role":"assistant","content":"","refusal":null}""")
        + string.Concat(text.Chunk(Fragment).Select(part => Chunk(model, $$"""{"content":{{Quote(new string(part))}}}""")))
        + End(model, "stop"));

    /// <summary>A stream that calls one tool, its arguments in fragments.</summary>
    public static UpstreamAnswer ToolCall(string model, string tool, string arguments) => UpstreamAnswer.Stream(
        Chunk(model, $$$"""{"role":"assistant","content":null,"tool_calls":[{"index":0,"id":"call_scripted1","type":"function","function":{"name":{{{Quote(tool)}}},"arguments":""}}],"refusal":null}""")
        + string.Concat(arguments.Chunk(Fragment).Select(part =>
            Chunk(model, $$$"""{"tool_calls":[{"index":0,"function":{"arguments":{{{Quote(new string(part))}}}}}]}""")))
        + End(model, "tool_calls"));

    private static string Chunk(string model, string delta, string finish = "null") =>
        $$$"""data: {"id":"chatcmpl-scripted","object":"chat.completion.chunk","created":1782955817,"model":{{{Quote(model)}}},"service_tier":"default","system_fingerprint":"fp_scripted","choices":[{"index":0,"delta":{{{delta}}},"logprobs":null,"finish_reason":{{{finish}}}}],"usage":null}""" + "\n\n";

    private static string End(string model, string reason) =>
        Chunk(model, "{}", Quote(reason))
        + $$$"""data: {"id":"chatcmpl-scripted","object":"chat.completion.chunk","created":1782955817,"model":{{{Quote(model)}}},"choices":[],"usage":{"prompt_tokens":20,"completion_tokens":10,"total_tokens":30}}""" + "\n\n"
        + "data: [DONE]\n\n";

    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}

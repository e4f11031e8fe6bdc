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

    /// <summary>A stream that calls one tool twice at the same time, the fragments of both mixed.</summary>
    public static UpstreamAnswer TwoCalls(string model, string tool, string first, string second)
    {
        var (left, right) = (first.Chunk(Fragment).ToList(), second.Chunk(Fragment).ToList());
        return UpstreamAnswer.Stream(
            Chunk(model, """{"role":"assistant","content":null,"refusal":null}""")
            + Begin(0) + Begin(1)
            + string.Concat(Enumerable.Range(0, Math.Max(left.Count, right.Count)).Select(i => More(1, right, i) + More(0, left, i)))
            + End(model, "tool_calls"));

        string Begin(int index) =>
            Chunk(model, $$$"""{"tool_calls":[{"index":{{{index}}},"id":"call_scripted{{{index}}}","type":"function","function":{"name":{{{Quote(tool)}}},"arguments":""}}]}""");

        string More(int index, List<char[]> pieces, int i) =>
            i < pieces.Count ? Chunk(model, $$$"""{"tool_calls":[{"index":{{{index}}},"function":{"arguments":{{{Quote(new string(pieces[i]))}}}}}]}""") : "";
    }

    private static string Chunk(string model, string delta, string finish = "null") =>
        $$$"""data: {"id":"chatcmpl-scripted","object":"chat.completion.chunk","created":1782955817,"model":{{{Quote(model)}}},"service_tier":"default","system_fingerprint":"fp_scripted","choices":[{"index":0,"delta":{{{delta}}},"logprobs":null,"finish_reason":{{{finish}}}}],"usage":null}""" + "\n\n";

    private static string End(string model, string reason) =>
        Chunk(model, "{}", Quote(reason))
        + $$$"""data: {"id":"chatcmpl-scripted","object":"chat.completion.chunk","created":1782955817,"model":{{{Quote(model)}}},"choices":[],"usage":{"prompt_tokens":20,"completion_tokens":10,"total_tokens":30}}""" + "\n\n"
        + "data: [DONE]\n\n";

    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}

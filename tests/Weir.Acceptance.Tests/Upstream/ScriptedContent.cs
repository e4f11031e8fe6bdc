using System.Text.Encodings.Web;
using System.Text.Json;

namespace Weir.Acceptance.Tests.Upstream;

/// <summary>Gemini streams in the shape of the recorded ones, for what no recording says: calls of a client's own tools.</summary>
internal static class ScriptedContent
{
    private const int Fragment = 7;

    /// <summary>A stream that says one text.</summary>
    public static UpstreamAnswer Text(string model, string text) => UpstreamAnswer.Stream(
        string.Concat(text.Chunk(Fragment).Select(piece => Chunk(model, $$"""{"text":{{Quote(new string(piece))}}}""")))
        + Chunk(model, """{"text":""}""", last: true));

    /// <summary>A stream that calls one tool, whose part is signed; its arguments come whole, as Gemini sends them.</summary>
    public static UpstreamAnswer ToolCall(string model, string tool, string arguments) => UpstreamAnswer.Stream(
        Chunk(model, $$$"""{"functionCall":{"name":{{{Quote(tool)}}},"args":{{{arguments}}}},"thoughtSignature":"c2lnbmF0dXJl"}""", last: true));

    private static string Chunk(string model, string part, bool last = false) =>
        $$$"""data: {"candidates":[{"content":{"parts":[{{{part}}}],"role":"model"},{{{(last ? "\"finishReason\":\"STOP\"," : "")}}}"index":0}],"usageMetadata":{"promptTokenCount":20,"candidatesTokenCount":10,"totalTokenCount":30},"modelVersion":{{{Quote(model)}}},"responseId":"OYpyaqycKd2V"}""" + "\n\n";

    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}

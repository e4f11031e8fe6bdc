using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.Ollama;

/// <summary>Reads a whole answer.</summary>
internal static class OllamaAnswerReader
{
    public static Answer Read(JsonElement root)
    {
        if (root.Member("message").ValueKind != JsonValueKind.Object)
        {
            throw DialectException.Invalid("`message` is missing.", "message");
        }

        var extras = new ExtrasBuilder();
        var parts = OllamaMessageReader.ReadParts(root.Member("message"), "message", static _ => ToolCallIds.Fresh(), isResult: false, ref extras);
        var choice = OllamaEnd.ReadChoice(root, parts.Any(static part => part is ToolCallPart), ref extras);
        return OllamaEnd.ReadAnswer(root) with { Choices = [choice with { Parts = parts }] };
    }
}

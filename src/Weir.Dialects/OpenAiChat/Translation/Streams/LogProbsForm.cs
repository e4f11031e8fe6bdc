using System.Buffers;
using System.Text.Json;
using Weir.Dialects.Conversations;

namespace Weir.Dialects.OpenAiChat.Translation.Streams;

/// <summary>Joins the log probabilities of a stream's chunks into those of a whole answer.</summary>
internal static class LogProbsForm
{
    public static JsonElement? Join(IReadOnlyList<JsonElement> pieces)
    {
        if (pieces.Count == 0)
        {
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = Json.Writer(buffer))
        {
            json.WriteStartObject();
            foreach (var name in (ReadOnlySpan<string>)["content", "refusal"])
            {
                if (!pieces.Any(piece => piece.Member(name).ValueKind == JsonValueKind.Array))
                {
                    json.WriteNull(name);
                    continue;
                }

                json.WriteStartArray(name);
                foreach (var token in pieces.SelectMany(piece => piece.Member(name).Items()))
                {
                    token.WriteTo(json);
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }
}

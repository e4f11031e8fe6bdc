using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.CohereV2;

/// <summary>Citations: a range of the text, the words in it, and sources (documents of the request, or a tool's results).</summary>
internal static class CohereCitations
{
    public static Citation Read(JsonElement citation)
    {
        var document = citation.Member("sources").Items().Select(static source => source.Member("document")).FirstOrDefault(static found => found.ValueKind == JsonValueKind.Object);
        return new Citation
        {
            Url = document.String("url"),
            Title = document.String("title"),
            Quote = document.String("snippet"),
            Start = citation.Int("start"),
            End = citation.Int("end"),
            Json = citation.Clone(),
            Dialect = CohereV2Dialect.DialectName,
        };
    }

    /// <summary>
    /// Gives a message's citations to its text parts. What points elsewhere (to thoughts or to a plan) can't be told by a text part: then all stay where they are, as an extra.
    /// </summary>
    public static void Attach(JsonElement citations, string path, IReadOnlyList<Part> content, List<Part> parts, ref ExtrasBuilder extras)
    {
        var list = citations.MustBeItems(path).ToList();
        var texts = list.ConvertAll(citation => TextOf(citation, content));
        if (list.Count == 0 || texts.Exists(static text => text is null))
        {
            if (!citations.IsNothing())
            {
                extras.Add(list.Count == 0 ? "$citations" : "citations", citations);
            }

            return;
        }

        foreach (var group in list.Zip(texts).GroupBy(static pair => pair.Second!, ReferenceEqualityComparer.Instance))
        {
            var text = (TextPart)group.Key!;
            parts[parts.FindIndex(part => ReferenceEquals(part, text))] = text with { Citations = [.. group.Select(static pair => Read(pair.First))] };
        }
    }

    /// <param name="json">Where to write.</param>
    /// <param name="citation">The citation.</param>
    /// <param name="text">The text that it belongs to, as far as it is known.</param>
    public static void Write(Utf8JsonWriter json, Citation citation, string text)
    {
        if (citation.Json is { } own && citation.Dialect == CohereV2Dialect.DialectName)
        {
            json.WriteRawValue(own.GetRawText(), skipInputValidation: true);
            return;
        }

        var end = Math.Clamp(citation.End ?? text.Length, 0, text.Length);
        var start = Math.Clamp(citation.Start ?? 0, 0, end);
        var id = citation.Url ?? citation.Title ?? "source";
        json.WriteStartObject();
        json.WriteNumber("start", start);
        json.WriteNumber("end", end);
        json.WriteString("text", text[start..end]);
        json.WriteStartArray("sources");
        json.WriteStartObject();
        json.WriteString("type", "document");
        json.WriteString("id", id);
        json.WriteStartObject("document");
        json.WriteString("id", id);
        json.WriteOptional("title", citation.Title);
        json.WriteOptional("url", citation.Url);
        json.WriteOptional("snippet", citation.Quote);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteString("type", "TEXT_CONTENT");
        json.WriteEndObject();
    }

    private static TextPart? TextOf(JsonElement citation, IReadOnlyList<Part> content)
    {
        if (citation.String("type") is not (null or "TEXT_CONTENT"))
        {
            return null;
        }

        return citation.Int("content_index") is { } index
            ? index >= 0 && index < content.Count ? content[index] as TextPart : null
            : content.OfType<TextPart>().FirstOrDefault();
    }
}

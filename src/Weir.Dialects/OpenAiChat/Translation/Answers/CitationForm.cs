using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.OpenAiChat.Translation.Answers;

/// <summary>Citations as <c>annotations</c> of a message.</summary>
internal static class CitationForm
{
    public static Citation Read(JsonElement annotation)
    {
        var source = annotation.Member("url_citation");
        return new Citation
        {
            Url = source.String("url"),
            Title = source.String("title"),
            Quote = source.String("content"),
            Start = source.Int("start_index"),
            End = source.Int("end_index"),
            Json = annotation.Clone(),
            Dialect = Notes.Dialect,
        };
    }

    /// <summary>True when there is a form for it here: annotations have an address.</summary>
    public static bool CanWrite(Citation citation) => citation is { Dialect: Notes.Dialect, Json: not null } || citation.Url is { Length: > 0 };

    /// <summary>Writes one item of the list.</summary>
    /// <param name="json">Where the list is open.</param>
    /// <param name="citation">The citation.</param>
    /// <param name="offset">Where its text part begins in the message's content, in UTF-16 units.</param>
    /// <param name="length">How long that part is by now.</param>
    public static void Write(Utf8JsonWriter json, Citation citation, int offset, int length)
    {
        if (citation is { Dialect: Notes.Dialect, Json: { } own })
        {
            own.WriteTo(json);
            return;
        }

        json.WriteStartObject();
        json.WriteString("type", "url_citation");
        json.WriteStartObject("url_citation");
        json.WriteNumber("start_index", offset + (citation.Start ?? 0));
        json.WriteNumber("end_index", offset + (citation.End ?? length));
        json.WriteString("title", citation.Title ?? "");
        json.WriteString("url", citation.Url);
        json.WriteOptional("content", citation.Quote);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}

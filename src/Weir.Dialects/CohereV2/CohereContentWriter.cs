using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.CohereV2;

/// <summary>Writes a message's <c>content</c>.</summary>
internal static class CohereContentWriter
{
    /// <param name="json">Where to write.</param>
    /// <param name="content">The parts that can be told.</param>
    /// <param name="extras">The message's, with the form that its content had.</param>
    /// <param name="isList">True where there is no other form than a list.</param>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<Part> content, Extras extras, bool isList)
    {
        var form = extras.Text(CohereV2Dialect.DialectName, CohereContentReader.FormNote);
        if (content.Count == 0 && form is not "parts")
        {
            if (form is "empty")
            {
                json.WriteString("content", "");
            }
        }
        else if (!isList && form is not "parts" && content is [TextPart { Extras.IsEmpty: true } text])
        {
            json.WriteString("content", text.Text);
        }
        else
        {
            json.WriteStartArray("content");
            foreach (var part in content)
            {
                WritePart(json, part);
            }

            json.WriteEndArray();
        }
    }

    /// <summary>Writes one part of a list.</summary>
    public static void WritePart(Utf8JsonWriter json, Part part)
    {
        if (part is OpaquePart opaque)
        {
            json.WriteRawValue(opaque.Json.GetRawText(), skipInputValidation: true);
            return;
        }

        if (part.Extras.TryGet(CohereV2Dialect.DialectName, CohereContentReader.DocumentNote, out var document))
        {
            json.WriteRawValue(document.GetRawText(), skipInputValidation: true);
            return;
        }

        json.WriteStartObject();
        switch (part)
        {
            case TextPart text:
                json.WriteString("type", "text");
                json.WriteString("text", text.Text);
                break;
            case ReasoningPart reasoning:
                json.WriteString("type", "thinking");
                json.WriteString("thinking", reasoning.Text);
                break;
            case MediaPart media:
                json.WriteString("type", "image_url");
                WriteImage(json, media);
                break;
            default:
                break;
        }

        part.Extras.WriteTo(json, CohereV2Dialect.DialectName);
        json.WriteEndObject();
    }

    private static void WriteImage(Utf8JsonWriter json, MediaPart media)
    {
        json.WriteStartObject("image_url");
        json.WriteString("url", media.Source switch
        {
            InlineMedia inline => $"data:{inline.MediaType};base64,{inline.Base64}",
            LinkedMedia linked => linked.Url,
            _ => "",
        });
        json.WriteOptional("detail", media.Detail);
        if (media.Extras.TryGet(CohereV2Dialect.DialectName, CohereContentReader.ImageNote, out var image))
        {
            foreach (var member in image.Members().Where(static member => member.Name is not ("url" or "detail")))
            {
                json.WriteRaw(member.Name, member.Value);
            }
        }

        json.WriteEndObject();
    }
}

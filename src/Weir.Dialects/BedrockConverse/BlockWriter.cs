using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.BedrockConverse;

/// <summary>Writes content blocks. What can't be a block was taken out before (<see cref="Carried"/>).</summary>
/// <param name="json">Where to.</param>
/// <param name="names">The documents' names.</param>
/// <param name="takesCachePoints">Whether the model caches by marks.</param>
internal sealed class BlockWriter(Utf8JsonWriter json, DocumentNames names, bool takesCachePoints)
{
    /// <summary>Bedrock's word for a medium's format; null for one that it does not take.</summary>
    public static string? FormatOf(MediaPart media) => media.Kind switch
    {
        MediaKind.Image => FormatOf(media, "png"),
        MediaKind.Video => FormatOf(media, "mp4"),
        MediaKind.Audio => FormatOf(media, "wav"),
        _ => DocumentFormats.FormatOf(media.Source switch { InlineMedia inline => inline.MediaType, TextMedia text => text.MediaType, LinkedMedia link => link.MediaType ?? "application/pdf", _ => "" }),
    };

    public static void Raw(Utf8JsonWriter json, JsonElement block) =>
        json.WriteRawValue(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(block), skipInputValidation: true);

    /// <summary>Writes reasoning to a client: signatures of other dialects in an envelope.</summary>
    public static void WriteShown(Utf8JsonWriter json, ReasoningPart reasoning)
    {
        json.WriteStartObject();
        json.WriteStartObject("reasoningContent");
        if (reasoning is { IsRedacted: true, Signature: { Dialect: BedrockDialect.DialectName } own })
        {
            json.WriteString("redactedContent", own.Data);
        }
        else
        {
            json.WriteStartObject("reasoningText");
            json.WriteString("text", reasoning.Text);
            json.WriteOptional("signature", SignatureEnvelope.Wrap(reasoning, BedrockDialect.DialectName));
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Writes parts, each with the cache point behind it.</summary>
    public void WriteAll(IEnumerable<Part> parts)
    {
        foreach (var part in parts)
        {
            Write(part);
            WritePoint(part.Cache);
        }
    }

    /// <summary>Writes a cache point, where the model takes any.</summary>
    public void WritePoint(CacheMark? mark)
    {
        if (mark is null || !takesCachePoints)
        {
            return;
        }

        json.WriteStartObject();
        json.WriteStartObject("cachePoint");
        json.WriteString("type", "default");
        json.WriteOptional("ttl", mark.Ttl is "5m" or "1h" ? mark.Ttl : null);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void Write(Part part)
    {
        if (part.Extras.TryGet(BedrockDialect.DialectName, BlockReader.BlockNote, out var block))
        {
            Raw(json, block);
            return;
        }

        switch (part)
        {
            case TextPart text:
                WriteText(text.Text);
                break;
            case RefusalPart refusal:
                WriteText(refusal.Text);
                break;
            case ToolCallPart call:
                WriteToolUse(call);
                break;
            case ToolResultPart result:
                WriteResult(result);
                break;
            case ReasoningPart reasoning:
                WriteShown(json, reasoning);
                break;
            case MediaPart media:
                WriteMedia(media);
                break;
            default:
                break;
        }
    }

    private void WriteText(string text)
    {
        json.WriteStartObject();
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private void WriteToolUse(ToolCallPart call)
    {
        json.WriteStartObject();
        json.WriteStartObject("toolUse");
        json.WriteString("toolUseId", ToolCallIds.Safe(call.CallId));
        json.WriteString("name", call.Name);
        json.WritePropertyName("input");
        json.WriteRawValue(ToolArguments.AsObject(call), skipInputValidation: true);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteResult(ToolResultPart result)
    {
        json.WriteStartObject();
        json.WriteStartObject("toolResult");
        json.WriteString("toolUseId", ToolCallIds.Safe(result.CallId));
        json.WriteStartArray("content");
        foreach (var part in result.Content)
        {
            Write(part);
        }

        json.WriteEndArray();
        json.WriteOptional("status", result.IsError switch { true => "error", false => "success", null => null });
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteMedia(MediaPart media)
    {
        json.WriteStartObject();
        json.WriteStartObject(media.Kind switch { MediaKind.Image => "image", MediaKind.Video => "video", MediaKind.Audio => "audio", _ => "document" });
        json.WriteString("format", FormatOf(media));
        if (media.Kind == MediaKind.File)
        {
            json.WriteString("name", names.Next(media.Name));
        }

        json.WriteStartObject("source");
        switch (media.Source)
        {
            case InlineMedia inline:
                json.WriteString("bytes", inline.Base64);
                break;
            case TextMedia text:
                json.WriteString("bytes", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text.Text)));
                break;
            case LinkedMedia link:
                json.WriteStartObject("s3Location");
                json.WriteString("uri", link.Url);
                json.WriteEndObject();
                break;
            default:
                break;
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string FormatOf(MediaPart media, string usual)
    {
        var type = media.Source switch { InlineMedia inline => inline.MediaType, LinkedMedia link => link.MediaType, _ => null };
        var slash = type?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        return slash < 0 ? usual : type![(slash + 1)..] switch { "jpg" => "jpeg", "mpeg" when media.Kind == MediaKind.Audio => "mp3", "x-wav" => "wav", "quicktime" => "mov", var format => format };
    }
}

using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.BedrockConverse;

/// <summary>Writes content blocks.</summary>
internal static class BlockWriter
{
    /// <summary>Writes a part of a request, and the cache point behind it.</summary>
    public static void Write(Utf8JsonWriter json, Part part, Losses losses, string at)
    {
        part.Extras.ReportTo(losses, BedrockDialect.DialectName, at);
        if (part.Extras.TryGet(BedrockDialect.DialectName, BlockReader.BlockNote, out var block))
        {
            Raw(json, block);
        }
        else if (!WriteMain(json, part, losses, at))
        {
            return;
        }

        WritePoint(json, part.Cache);
    }

    public static void Raw(Utf8JsonWriter json, JsonElement block) =>
        json.WriteRawValue(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(block), skipInputValidation: true);

    public static void WritePoint(Utf8JsonWriter json, CacheMark? mark)
    {
        if (mark is null)
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

    /// <summary>Writes a call.</summary>
    public static void WriteToolUse(Utf8JsonWriter json, ToolCallPart call)
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

    public static void WriteText(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private static bool WriteMain(Utf8JsonWriter json, Part part, Losses losses, string at)
    {
        switch (part)
        {
            case TextPart text:
                if (text.Text.Length > 0)
                {
                    WriteText(json, text.Text);
                }

                return text.Text.Length > 0;
            case RefusalPart refusal:
                WriteText(json, refusal.Text);
                return true;
            case ToolCallPart call:
                WriteToolUse(json, call);
                return true;
            case ToolResultPart result:
                WriteResult(json, result, losses, at);
                return true;
            case ReasoningPart { Signature.Dialect: BedrockDialect.DialectName } reasoning:
                WriteShown(json, reasoning);
                return true;
            case ReasoningPart reasoning:
                losses.Add($"{at}.reasoning", reasoning.Signature is { } foreign ? $"its signature is of {foreign.Dialect}" : "it has no signature");
                return false;
            case MediaPart media:
                return WriteMedia(json, media, losses, at);
            default:
                losses.Add(at, $"Bedrock has no {part.GetType().Name.Replace("Part", "", StringComparison.Ordinal)} of another dialect");
                return false;
        }
    }

    private static void WriteResult(Utf8JsonWriter json, ToolResultPart result, Losses losses, string at)
    {
        json.WriteStartObject();
        json.WriteStartObject("toolResult");
        json.WriteString("toolUseId", ToolCallIds.Safe(result.CallId));
        json.WriteStartArray("content");
        foreach (var part in result.Content)
        {
            WriteMain(json, part, losses, at);
        }

        json.WriteEndArray();
        json.WriteOptional("status", result.IsError switch { true => "error", false => "success", null => null });
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static bool WriteMedia(Utf8JsonWriter json, MediaPart media, Losses losses, string at)
    {
        var (name, format) = media.Kind switch
        {
            MediaKind.Image => ("image", FormatOf(media, "png")),
            MediaKind.Video => ("video", FormatOf(media, "mp4")),
            MediaKind.Audio => ("audio", FormatOf(media, "wav")),
            _ => ("document", DocumentFormats.FormatOf(media.Source switch { InlineMedia inline => inline.MediaType, TextMedia text => text.MediaType, LinkedMedia link => link.MediaType ?? "application/pdf", _ => "" })),
        };
        if (media.Source is UploadedMedia || format is null || media.Source is LinkedMedia { Url: var url } && !url.StartsWith("s3://", StringComparison.Ordinal))
        {
            losses.Add($"{at}.{name}", media.Source is LinkedMedia ? "Bedrock reads no addresses but those of S3: send the bytes" : "Bedrock does not take it in this form");
            return false;
        }

        json.WriteStartObject();
        json.WriteStartObject(name);
        json.WriteString("format", format);
        if (media.Kind == MediaKind.File)
        {
            json.WriteString("name", DocumentFormats.Name(media.Name, 1));
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
        return true;
    }

    private static string FormatOf(MediaPart media, string usual)
    {
        var type = media.Source switch { InlineMedia inline => inline.MediaType, LinkedMedia link => link.MediaType, _ => null };
        var slash = type?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        return slash < 0 ? usual : type![(slash + 1)..] switch { "jpg" => "jpeg", "mpeg" when media.Kind == MediaKind.Audio => "mp3", "x-wav" => "wav", "quicktime" => "mov", var format => format };
    }
}

using System.Runtime.InteropServices;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.Gemini;

/// <summary>Writes the parts of one content. A signature that belongs to the next part waits for it.</summary>
internal sealed class PartWriter(Utf8JsonWriter json, Losses losses, string at)
{
    /// <summary>What Google takes for the signature of a call that it did not make itself, by its documentation.</summary>
    private const string NoSignature = "skip_thought_signature_validator";

    private string? _signature;

    /// <summary>True for families that refuse calls without a signature: the first one of each content gets a stand-in.</summary>
    public bool NeedsSignatures { get; init; }

    /// <summary>The tools' names by call id.</summary>
    public IReadOnlyDictionary<string, string> Names { get; init; } = new Dictionary<string, string>();

    private bool _hasCall;

    /// <summary>Writes a part of a request.</summary>
    public void Write(Part part)
    {
        part.Extras.ReportTo(losses, GeminiDialect.DialectName, at);
        if (part.Extras.TryGet(GeminiDialect.DialectName, PartReader.PartNote, out var whole))
        {
            _signature = null;
            _hasCall |= part is ToolCallPart;
            json.WriteRawValue(JsonMarshal.GetRawUtf8Value(whole), skipInputValidation: true);
            return;
        }

        switch (part)
        {
            case TextPart { Text.Length: > 0 } text:
                Open();
                json.WriteString("text", text.Text);
                Close();
                break;
            case RefusalPart refusal:
                Open();
                json.WriteString("text", refusal.Text);
                Close();
                break;
            case ReasoningPart { Signature.Dialect: GeminiDialect.DialectName } reasoning:
                WriteOwn(reasoning);
                break;
            case ReasoningPart { Signature: { } foreign }:
                losses.Add($"{at}.reasoning", $"its signature is of {foreign.Dialect}");
                break;
            case ReasoningPart or TextPart:
                // Thoughts without a signature mean nothing to the model, and an empty text says nothing.
                break;
            case ToolCallPart call:
                WriteCall(call, call.Name);
                break;
            case ToolResultPart result:
                WriteResult(result);
                break;
            case MediaPart media:
                WriteMedia(media);
                break;
            default:
                losses.Add(at, $"Gemini has no {part.GetType().Name.Replace("Part", "", StringComparison.Ordinal)} of another dialect");
                break;
        }
    }

    /// <summary>Keeps a signature for the next part that is written.</summary>
    public void Hold(string signature) => _signature = signature;

    /// <summary>Writes a signature that no part came for.</summary>
    public void Finish()
    {
        if (_signature is not null)
        {
            Open();
            json.WriteString("text", "");
            Close();
        }
    }

    /// <summary>Writes a call.</summary>
    public void WriteCall(ToolCallPart call, string name)
    {
        if (NeedsSignatures && !_hasCall)
        {
            _signature ??= NoSignature;
        }

        _hasCall = true;
        Open();
        json.WriteStartObject("functionCall");
        json.WriteString("id", call.CallId);
        json.WriteString("name", name);
        json.WritePropertyName("args");
        json.WriteRawValue(ToolArguments.AsObject(call), skipInputValidation: true);
        json.WriteEndObject();
        Close();
    }

    public void WriteMedia(MediaPart media)
    {
        switch (media.Source)
        {
            case InlineMedia inline:
                Open();
                json.WriteStartObject("inlineData");
                json.WriteString("mimeType", inline.MediaType);
                json.WriteString("data", inline.Base64);
                json.WriteEndObject();
                Close();
                break;
            case TextMedia text:
                Open();
                json.WriteString("text", text.Text);
                Close();
                break;
            case LinkedMedia link:
                Open();
                json.WriteStartObject("fileData");
                json.WriteOptional("mimeType", link.MediaType ?? TypeOf(media.Kind));
                json.WriteString("fileUri", link.Url);
                json.WriteEndObject();
                Close();
                break;
            default:
                losses.Add($"{at}.file_id", "the file was uploaded to another provider");
                break;
        }
    }

    private static string? TypeOf(MediaKind kind) => kind switch { MediaKind.Image => "image/jpeg", MediaKind.File => "application/pdf", _ => null };

    private void WriteOwn(ReasoningPart reasoning)
    {
        if (reasoning.BindsNext)
        {
            _signature = reasoning.Signature!.Data;
            return;
        }

        _signature = null;
        json.WriteStartObject();
        json.WriteString("text", reasoning.Text);
        if (reasoning.Text.Length > 0)
        {
            json.WriteBoolean("thought", true);
        }

        json.WriteString("thoughtSignature", reasoning.Signature!.Data);
        json.WriteEndObject();
    }

    private void WriteResult(ToolResultPart result)
    {
        Open();
        json.WriteStartObject("functionResponse");
        json.WriteString("id", result.CallId);
        json.WriteString("name", result.Name ?? Names.GetValueOrDefault(result.CallId, "unknown"));
        json.WritePropertyName("response");
        var text = string.Concat(result.Content.OfType<TextPart>().Select(static part => part.Text));
        json.WriteRawValue(
            result.IsError != true && Json.TryParse(text) is { ValueKind: JsonValueKind.Object } ? text : $$"""{"{{(result.IsError == true ? "error" : "output")}}":{{Json.Text(text).GetRawText()}}}""",
            skipInputValidation: true);
        var media = result.Content.OfType<MediaPart>().ToList();
        if (media.Count > 0)
        {
            json.WriteStartArray("parts");
            foreach (var part in media)
            {
                WriteMedia(part);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        Close();
    }

    private void Open() => json.WriteStartObject();

    private void Close()
    {
        json.WriteOptional("thoughtSignature", _signature);
        _signature = null;
        json.WriteEndObject();
    }
}

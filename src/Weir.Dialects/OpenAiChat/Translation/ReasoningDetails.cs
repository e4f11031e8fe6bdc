using System.Buffers;
using System.Text;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.OpenAiChat.Translation;

/// <summary>
/// <c>reasoning_details</c>, as OpenRouter has them: text, summaries and encrypted data, which must go back unchanged. An item without its text is the signature of its part.
/// Items of format <c>weir</c> carry the signature of another dialect.
/// </summary>
internal static class ReasoningDetails
{
    public const string Format = "weir";

    private const string TextType = "reasoning.text";
    private const string SummaryType = "reasoning.summary";
    private const string EncryptedType = "reasoning.encrypted";

    /// <summary>Reads one item.</summary>
    public static ReasoningPart Read(JsonElement detail)
    {
        var type = detail.String("type");
        var text = TextOf(detail);
        if (detail.String("format") == Format)
        {
            return (detail.String("signature") ?? detail.String("data")) is { } opaque
                ? SignatureEnvelope.Unwrap(new ReasoningPart(text) { IsRedacted = type == EncryptedType }, opaque, Notes.Dialect)
                : new ReasoningPart(text);
        }

        var head = Head(detail);
        var extras = default(ExtrasBuilder);
        extras.Note(Notes.Field, "reasoning_details");
        extras.Note(Notes.Detail, head);
        return new ReasoningPart(text)
        {
            IsSummary = type == SummaryType,
            IsRedacted = text.Length == 0 && type == EncryptedType,
            Signature = new Signature(Notes.Dialect, head),
            Extras = extras.Build(Notes.Dialect),
        };
    }

    /// <summary>The words of an item; empty when it has none.</summary>
    public static string TextOf(JsonElement detail) => detail.String("text") ?? detail.String("summary") ?? "";

    /// <summary>The item without its words, as JSON.</summary>
    public static string Head(JsonElement detail) => Head([.. detail.Members().Select(static member => KeyValuePair.Create(member.Name, member.Value))]);

    /// <inheritdoc cref="Head(JsonElement)"/>
    public static string Head(IReadOnlyList<KeyValuePair<string, JsonElement>> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = Json.Writer(buffer))
        {
            json.WriteStartObject();
            foreach (var (name, value) in members)
            {
                if (name is not ("text" or "summary") || value.ValueKind != JsonValueKind.String)
                {
                    json.WriteRaw(name, value);
                }
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Writes an item of this dialect with the words put back.</summary>
    /// <param name="json">Where the list is open.</param>
    /// <param name="head">The item without its words.</param>
    /// <param name="text">The words; null writes none.</param>
    public static void WriteOwn(Utf8JsonWriter json, string head, string? text)
    {
        var detail = Json.TryParse(head) ?? default;
        json.WriteStartObject();
        foreach (var member in detail.Members())
        {
            json.WriteRaw(member.Name, member.Value);
        }

        if (text is not null && detail.String("type") is not EncryptedType)
        {
            json.WriteString(detail.String("type") == SummaryType ? "summary" : "text", text);
        }

        json.WriteEndObject();
    }

    /// <summary>Writes another dialect's signed reasoning for a client that will send it back.</summary>
    public static void WriteForeign(Utf8JsonWriter json, ReasoningPart part, int index)
    {
        var opaque = SignatureEnvelope.Wrap(part, Notes.Dialect);
        json.WriteStartObject();
        if (part.Text.Length == 0)
        {
            json.WriteString("type", EncryptedType);
            json.WriteOptional("data", opaque);
        }
        else
        {
            json.WriteString("type", TextType);
            json.WriteString("text", part.Text);
            json.WriteOptional("signature", opaque);
        }

        json.WriteString("format", Format);
        json.WriteNumber("index", index);
        json.WriteEndObject();
    }

    /// <summary>True when the part is an item that came in this dialect.</summary>
    public static bool IsOwn(ReasoningPart part) => part.Signature is { Dialect: Notes.Dialect };
}

using System.Buffers;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.OpenAiChat;
using Weir.Dialects.OpenAiChat.Translation;
using Weir.Dialects.OpenAiChat.Variants;

namespace Weir.Dialects.SapOrchestration;

/// <summary>
/// The envelope of requests. Messages stand in two places: in <c>messages_history</c>, which the service passes on, and in the template behind it, which it fills in. A template holds at
/// least one message where there are tools or a format for the answer; so the last message stands there, and all others in the history.
/// </summary>
internal static class RequestEnvelope
{
    private const string Modules = "config.modules";
    private const string Templating = Modules + ".prompt_templating";

    /// <summary>The note with what the envelope has beside the chat.</summary>
    private const string Note = "$sap";

    public static void Write(Conversation conversation, IBufferWriter<byte> to, WriteOptions options)
    {
        var chat = new ArrayBufferWriter<byte>();
        OpenAiChatDialect.Instance.WriteRequest(conversation, chat, options with { Variant = ChatVariants.For("sap-ai-core", options.ModelFamily ?? conversation.Model) });
        var request = JsonElement.Parse(chat.WrittenSpan, DeepJson.Options);
        var note = conversation.Extras.TryGet(Notes.Dialect, Note, out var kept) ? kept : default;
        var messages = request.Member("messages").Items().ToList();
        var needsPrompt = request.Member("tools").ValueKind != JsonValueKind.Undefined || request.Member("response_format").ValueKind != JsonValueKind.Undefined;
        var history = Math.Clamp(note.Int("history") ?? messages.Count - 1, 0, Math.Max(0, needsPrompt ? messages.Count - 1 : messages.Count));
        var placeholders = new Placeholders();

        using var json = Json.Writer(to);
        json.WriteStartObject();
        json.WriteStartObject("config");
        json.WriteStartObject("modules");
        json.WriteStartObject("prompt_templating");
        if (history < messages.Count)
        {
            json.WriteStartObject("prompt");
            json.WriteStartArray("template");
            for (var i = history; i < messages.Count; i++)
            {
                MessageForm.Write(json, messages[i], $"messages[{i}]", placeholders, options.Losses);
            }

            json.WriteEndArray();
            WriteMember(json, request, "response_format");
            WriteMember(json, request, "tools");
            json.WriteEndObject();
        }

        WriteModel(json, request, note.Member("model"));
        json.WriteEndObject();
        WriteMembers(json, note.Member("modules"));
        json.WriteEndObject();
        if (request.Bool("stream") == true)
        {
            json.WriteStartObject("stream");
            json.WriteBoolean("enabled", true);
            WriteMembers(json, note.Member("stream"));
            json.WriteEndObject();
        }

        json.WriteEndObject();
        placeholders.WriteTo(json);
        if (history > 0)
        {
            json.WriteStartArray("messages_history");
            for (var i = 0; i < history; i++)
            {
                MessageForm.Write(json, messages[i], $"messages[{i}]", null, options.Losses);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    /// <summary>Takes the chat out of its envelope; templates are filled.</summary>
    public static void Open(ReadOnlySpan<byte> body, IBufferWriter<byte> chat)
    {
        var request = Json.Parse(body);
        if (request.ValueKind != JsonValueKind.Object)
        {
            throw DialectException.Invalid("The request body must be a JSON object.", action: "Send a JSON object with \"config\".");
        }

        if (request.Member("config_ref").ValueKind != JsonValueKind.Undefined)
        {
            throw DialectException.Invalid("The request refers to a configuration that SAP AI Core keeps, which can't be read here.", "config_ref", "Send the configuration in \"config\".");
        }

        var config = Expect.Object(request.Member("config"), "config");
        // Of several configurations, the first is the one to use; the others are for when it fails.
        var modules = config.Member("modules") is { ValueKind: JsonValueKind.Array } several ? several.EnumerateArray().FirstOrDefault() : config.Member("modules");
        var templating = Expect.Object(Expect.Object(modules, Modules).Member("prompt_templating"), Templating);
        var model = Expect.Object(templating.Member("model"), Templating + ".model");
        var stream = config.Member("stream");
        var history = request.Member("messages_history").MustBeItems("messages_history").ToList();

        using var json = Json.Writer(chat);
        json.WriteStartObject();
        json.WriteString("model", Expect.Member(model, "name", Templating + ".model"));
        json.WriteStartArray("messages");
        history.ForEach(message => MessageForm.Open(json, message, null));
        OpenTemplate(json, templating.Member("prompt"), request.Member(Placeholders.Member));
        json.WriteEndArray();
        WriteMember(json, templating.Member("prompt"), "tools");
        WriteMember(json, templating.Member("prompt"), "response_format");
        if (stream.MustBeMembers("config.stream").Any())
        {
            json.WriteBoolean("stream", stream.Member("enabled") is { ValueKind: not JsonValueKind.Undefined } enabled && Expect.Truth(enabled, "config.stream.enabled"));
        }

        foreach (var member in model.Member("params").MustBeMembers(Templating + ".model.params"))
        {
            if (!IsEnvelope(member.Name) && !member.Name.StartsWith('$'))
            {
                json.WriteRaw(member.Name, member.Value);
            }
        }

        WriteNote(json, modules, model, stream, history.Count);
        json.WriteEndObject();
    }

    private static void OpenTemplate(Utf8JsonWriter json, JsonElement prompt, JsonElement values)
    {
        const string At = Templating + ".prompt";
        if (prompt.ValueKind == JsonValueKind.Undefined)
        {
            return;
        }

        if (Expect.Object(prompt, At).Member("template_ref").ValueKind != JsonValueKind.Undefined)
        {
            throw DialectException.Invalid("The request refers to a template that SAP AI Core keeps, which can't be read here.", At + ".template_ref", "Send the messages in \"template\".");
        }

        var defaults = prompt.Member("defaults");
        foreach (var message in Expect.List(prompt.Member("template"), At + ".template").EnumerateArray())
        {
            MessageForm.Open(json, message, text => Placeholders.Fill(text, values, defaults));
        }
    }

    private static void WriteNote(Utf8JsonWriter json, JsonElement modules, JsonElement model, JsonElement stream, int history)
    {
        json.WriteStartObject(Note);
        json.WriteNumber("history", history);
        json.WriteStartObject("modules");
        WriteMembers(json, modules, "prompt_templating");
        json.WriteEndObject();
        json.WriteStartObject("model");
        WriteMembers(json, model, "name", "params");
        json.WriteEndObject();
        json.WriteStartObject("stream");
        WriteMembers(json, stream, "enabled");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteModel(Utf8JsonWriter json, JsonElement request, JsonElement rest)
    {
        json.WriteStartObject("model");
        WriteMember(json, request, "model", "name");
        WriteMembers(json, rest);
        var parameters = request.Members().Where(static member => !IsEnvelope(member.Name)).ToList();
        if (parameters.Count > 0)
        {
            json.WriteStartObject("params");
            parameters.ForEach(member => json.WriteRaw(member.Name, member.Value));
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>True for members of the chat that have a place of their own; all others are the model's parameters.</summary>
    private static bool IsEnvelope(string name) => name is "model" or "messages" or "tools" or "response_format" or "stream";

    private static void WriteMember(Utf8JsonWriter json, JsonElement from, string name, string? newName = null)
    {
        if (from.Member(name) is { ValueKind: not JsonValueKind.Undefined } value)
        {
            json.WriteRaw(newName ?? name, value);
        }
    }

    private static void WriteMembers(Utf8JsonWriter json, JsonElement from, params ReadOnlySpan<string> except)
    {
        if (from.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var member in from.EnumerateObject())
        {
            if (!except.Contains(member.Name))
            {
                json.WriteRaw(member.Name, member.Value);
            }
        }
    }
}

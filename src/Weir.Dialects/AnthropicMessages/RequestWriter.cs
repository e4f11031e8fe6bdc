using System.Buffers;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.AnthropicMessages;

/// <summary>Writes requests.</summary>
internal static class RequestWriter
{
    private const int MostByItself = 32000;

    /// <param name="conversation">The request.</param>
    /// <param name="to">Where to.</param>
    /// <param name="options">What is known of the target.</param>
    /// <param name="cloud">What differs in a cloud; null for Anthropic itself.</param>
    /// <param name="isCount">True for the question how many tokens it has, which takes what is counted and no more.</param>
    public static void Write(Conversation conversation, IBufferWriter<byte> to, WriteOptions options, Cloud? cloud, bool isCount = false)
    {
        using var json = Json.Writer(to);
        var isOwn = conversation.Dialect == AnthropicDialect.DialectName;
        var losses = options.Losses;
        var model = options.ModelFamily ?? conversation.Model;
        var family = ClaudeFamily.Of(model);
        var maxTokens = conversation.MaxOutputTokens ?? (options.OutputLimit is { } limit ? Math.Min(limit, MostByItself) : family.UsualLimit);
        var history = History.Of(conversation, losses);
        var thinks = Thinking.IsOn(conversation, options);
        if (thinks && (!isOwn || history.LostThoughts) && Thinking.IsInterrupted(history.Messages, family))
        {
            losses.Add("reasoning", "the turn that goes on began without Anthropic's thoughts");
            thinks = false;
        }

        json.WriteStartObject();
        if (cloud is null || (isCount && cloud.CountNamesModel))
        {
            json.WriteString("model", conversation.Model);
        }

        json.WriteOptional("anthropic_version", cloud?.Version);

        // Tools, system and messages come first and in this order: it is the order of the prompt that is cached.
        ToolWriter.Write(json, conversation, thinks, family, losses);
        WriteSystem(json, history, losses);
        WriteMessages(json, history.Messages, losses);
        if (!isCount)
        {
            json.WriteNumber("max_tokens", maxTokens);
        }

        WriteThinking(json, conversation, thinks, model, maxTokens, options);
        SettingsWriter.WriteOutputConfig(json, conversation, model, options);
        if (!isCount)
        {
            SettingsWriter.WriteSampling(json, conversation, thinks, family, losses);
            WriteStream(json, conversation, cloud);
            SettingsWriter.WriteUser(json, conversation, losses);
            SettingsWriter.WriteServiceTier(json, conversation, losses);
        }

        BlockWriter.WriteMark(json, conversation.Cache?.Mark);
        SettingsWriter.ReportUnknown(conversation, losses);
        foreach (var (name, value) in conversation.Extras.Are(AnthropicDialect.DialectName) ? conversation.Extras.Members : [])
        {
            if (!name.StartsWith('$') && !SettingsWriter.IsOfConfig(name) && !(isCount && name is "container" or "inference_geo"))
            {
                json.WriteRaw(name, value);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteThinking(Utf8JsonWriter json, Conversation conversation, bool thinks, string model, int maxTokens, WriteOptions options)
    {
        if (conversation.Reasoning is { } reasoning && reasoning.Extras.TryGet(AnthropicDialect.DialectName, Thinking.RawNote, out var raw))
        {
            json.WriteRaw("thinking", raw);
        }
        else if (thinks)
        {
            Thinking.Write(json, conversation, model, maxTokens, options.Losses);
        }
        else if (Thinking.IsOff(conversation, options))
        {
            json.WriteStartObject("thinking");
            json.WriteString("type", "disabled");
            conversation.Reasoning!.Extras.WriteTo(json, AnthropicDialect.DialectName);
            json.WriteEndObject();
        }
    }

    private static void WriteStream(Utf8JsonWriter json, Conversation conversation, Cloud? cloud)
    {
        // The clouds tell by the address whether a stream is wanted; Vertex takes the member as well, Bedrock refuses it.
        if (conversation.Stream && cloud is not { TakesStream: false })
        {
            json.WriteBoolean("stream", true);
        }
        else if (conversation.Dialect == AnthropicDialect.DialectName && cloud is null)
        {
            json.WriteBoolean("stream", conversation.Stream);
        }
    }

    private static void WriteSystem(Utf8JsonWriter json, History history, Losses losses)
    {
        if (history.IsSystemText)
        {
            json.WriteString("system", ((TextPart)history.System[0]).Text);
        }
        else if (history.System.Count > 0)
        {
            json.WriteStartArray("system");
            foreach (var part in history.System)
            {
                BlockWriter.Write(json, part, losses, "system");
            }

            json.WriteEndArray();
        }
    }

    private static void WriteMessages(Utf8JsonWriter json, IReadOnlyList<Message> messages, Losses losses)
    {
        json.WriteStartArray("messages");
        for (var i = 0; i < messages.Count; i++)
        {
            WriteMessage(json, messages[i], losses, $"messages[{i}]");
        }

        json.WriteEndArray();
    }

    private static void WriteMessage(Utf8JsonWriter json, Message message, Losses losses, string at)
    {
        json.WriteStartObject();
        json.WriteString("role", message.Role switch { Role.Assistant => "assistant", Role.System => "system", _ => "user" });
        if (message.Parts is [TextPart { Cache: null } only] && message.Extras.Text(AnthropicDialect.DialectName, "$content") == "text")
        {
            json.WriteString("content", only.Text);
        }
        else
        {
            json.WriteStartArray("content");
            foreach (var part in message.Parts)
            {
                BlockWriter.Write(json, part, losses, at);
            }

            json.WriteEndArray();
        }

        message.Extras.WriteTo(json, AnthropicDialect.DialectName);
        json.WriteEndObject();
    }
}

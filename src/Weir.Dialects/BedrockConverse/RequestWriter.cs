using System.Text.Json;
using Weir.Dialects.Conversations;

namespace Weir.Dialects.BedrockConverse;

/// <summary>Writes requests.</summary>
internal static class RequestWriter
{
    /// <summary>Writes all members of a request into the object that is open.</summary>
    public static void WriteMembers(Utf8JsonWriter json, Conversation conversation, WriteOptions options)
    {
        WritePrompt(json, conversation, options);
        SettingsWriter.Write(json, conversation, options);
        conversation.Extras.WriteTo(json, BedrockDialect.DialectName);
        conversation.Extras.ReportTo(options.Losses, BedrockDialect.DialectName);
    }

    /// <summary>Writes what is counted: system, messages and tools.</summary>
    public static void WritePrompt(Utf8JsonWriter json, Conversation conversation, WriteOptions options)
    {
        var isOwn = conversation.Dialect == BedrockDialect.DialectName;
        var blocks = new BlockWriter(json, new DocumentNames(), isOwn || Vendors.Of(options.ModelFamily ?? conversation.Model).TakesCachePoints());
        var leading = conversation.Messages.TakeWhile(static message => message.Role is Role.System or Role.Developer).ToList();
        if (leading is [var only] && only.Extras.TryGet(BedrockDialect.DialectName, "$system", out var system))
        {
            json.WriteRaw("system", system);
        }
        else if (leading.SelectMany((message, index) => Carried.PartsOf(message.Parts, $"messages[{index}]", options.Losses)).ToList() is { Count: > 0 } parts)
        {
            json.WriteStartArray("system");
            blocks.WriteAll(parts);
            json.WriteEndArray();
        }

        var rest = conversation.Messages.Skip(leading.Count).ToList();
        WriteMessages(json, isOwn ? rest : Carried.Of(rest, leading.Count, options.Losses), blocks);
        ToolWriter.Write(json, conversation, blocks, options.Losses);
    }

    private static void WriteMessages(Utf8JsonWriter json, IReadOnlyList<Message> messages, BlockWriter blocks)
    {
        json.WriteStartArray("messages");
        foreach (var message in messages)
        {
            if (message.Extras.TryGet(BedrockDialect.DialectName, "$message", out var whole))
            {
                BlockWriter.Raw(json, whole);
                continue;
            }

            json.WriteStartObject();
            json.WriteString("role", message.Role == Role.Assistant ? "assistant" : "user");
            json.WriteStartArray("content");

            // Results must stand first in the message behind the calls.
            blocks.WriteAll(message.Role == Role.Assistant ? message.Parts : message.Parts.OrderBy(static part => part is Conversations.Parts.ToolResultPart ? 0 : 1));
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}

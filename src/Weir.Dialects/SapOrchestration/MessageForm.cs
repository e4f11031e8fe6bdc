using System.Text.Json;
using Weir.Dialects.Conversations;

namespace Weir.Dialects.SapOrchestration;

/// <summary>Messages of a request. The service refuses a message with a member that it does not know.</summary>
internal static class MessageForm
{
    /// <summary>Writes a chat message as the service takes it.</summary>
    /// <param name="json">Where the list is open.</param>
    /// <param name="message">The chat message.</param>
    /// <param name="path">Its path in the chat, for what is lost.</param>
    /// <param name="placeholders">Where texts with template syntax go, for messages of the template; null for those of the history.</param>
    /// <param name="losses">Where to note what is left out.</param>
    public static void Write(Utf8JsonWriter json, JsonElement message, string path, Placeholders? placeholders, Losses losses)
    {
        json.WriteStartObject();
        foreach (var member in message.Members())
        {
            switch (member.Name)
            {
                case var _ when member.Value.ValueKind == JsonValueKind.Null:
                    break;
                case "content" when placeholders is not null:
                    WriteContent(json, member, placeholders.Mask);
                    break;
                case "role" or "content" or "refusal" or "tool_calls" or "tool_call_id":
                    json.WriteRaw(member.Name, member.Value);
                    break;
                case ReasoningBlocks.Details:
                    ReasoningBlocks.Write(json, message, onlySigned: true);
                    if (!member.Value.Items().All(ReasoningBlocks.IsSigned))
                    {
                        losses.Add($"{path}.reasoning", "only signed reasoning can go back");
                    }

                    break;
                case "reasoning" or ReasoningBlocks.Member:
                    if (member.Value.AsString() is { Length: > 0 } && message.Member(ReasoningBlocks.Details).ValueKind == JsonValueKind.Undefined)
                    {
                        losses.Add($"{path}.reasoning", "only signed reasoning can go back");
                    }

                    break;
                default:
                    losses.Add($"{path}.{member.Name}", "the service refuses messages with it");
                    break;
            }
        }

        json.WriteEndObject();
    }

    /// <summary>Writes a message of the service as a chat message.</summary>
    /// <param name="json">Where the list is open.</param>
    /// <param name="message">The message; what is no object is left to the reader of the chat to refuse.</param>
    /// <param name="fill">Fills the texts of a template; null for the messages of the history.</param>
    public static void Open(Utf8JsonWriter json, JsonElement message, Func<string, string>? fill)
    {
        if (message.ValueKind != JsonValueKind.Object)
        {
            message.WriteTo(json);
            return;
        }

        json.WriteStartObject();
        foreach (var member in message.EnumerateObject())
        {
            if (member.Name == "content" && fill is not null)
            {
                WriteContent(json, member, fill);
            }
            else if (member.Name == ReasoningBlocks.Member && member.Value.ValueKind == JsonValueKind.Array)
            {
                ReasoningBlocks.Open(json, member.Value, isDelta: false);
            }
            else
            {
                json.WriteRaw(member.Name, member.Value);
            }
        }

        json.WriteEndObject();
    }

    /// <summary>Writes a content, a text or a list of parts, with each text changed.</summary>
    private static void WriteContent(Utf8JsonWriter json, JsonProperty content, Func<string, string> change)
    {
        if (content.Value.AsString() is { } text)
        {
            json.WriteString(content.Name, change(text));
            return;
        }

        if (content.Value.ValueKind != JsonValueKind.Array)
        {
            json.WriteRaw(content.Name, content.Value);
            return;
        }

        json.WriteStartArray(content.Name);
        foreach (var part in content.Value.EnumerateArray())
        {
            if (part.String("text") is not { } words)
            {
                part.WriteTo(json);
                continue;
            }

            json.WriteStartObject();
            foreach (var member in part.EnumerateObject())
            {
                if (member.Name == "text")
                {
                    json.WriteString("text", change(words));
                }
                else
                {
                    json.WriteRaw(member.Name, member.Value);
                }
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}

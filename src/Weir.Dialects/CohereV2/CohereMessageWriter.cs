using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.CohereV2;

/// <summary>Writes the messages of a history.</summary>
internal static class CohereMessageWriter
{
    /// <summary>Writes a message; one of which nothing can be told is left out.</summary>
    public static void Write(Utf8JsonWriter json, FlatMessage message, bool canReason, Losses losses)
    {
        var extras = message.Source.Extras;
        var isOwn = extras.Are(CohereV2Dialect.DialectName);
        var result = message.Parts is [ToolResultPart only] ? only : null;
        if (result?.IsError == true)
        {
            losses.Add($"{message.Path}.is_error", "a result can't be marked as failed");
        }

        var content = CohereMessage.Of(result?.Content ?? message.Parts, message.Role, canReason, isOwn, losses, message.Path);
        if (content.IsEmpty && !isOwn && result is null && message.Parts.Count > 0)
        {
            return;
        }

        json.WriteStartObject();
        json.WriteString("role", WordOf(message.Role));
        if (result is not null)
        {
            json.WriteString("tool_call_id", result.CallId);
        }

        if (content.IsEmpty && !isOwn)
        {
            json.WriteString("content", "");
        }
        else
        {
            content.Write(json, extras, isAnswer: false);
        }

        json.WriteEndObject();
    }

    private static string WordOf(Role role) => role switch
    {
        Role.System or Role.Developer => "system",
        Role.Assistant => "assistant",
        Role.Tool => "tool",
        _ => "user",
    };
}

using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.OpenAiChat.Translation.Requests;

/// <summary>Writes the messages of a request.</summary>
internal sealed class MessageWriter(WriteContext context)
{
    private readonly ContentWriter _content = new(context);
    private readonly HistoryWriter _history = new(context);

    /// <summary>Writes one message where the list is open.</summary>
    public void Write(Utf8JsonWriter json, Message message, string at)
    {
        message.Extras.ReportTo(context.Losses, Notes.Dialect, at);
        foreach (var part in message.Parts)
        {
            part.Extras.ReportTo(context.Losses, Notes.Dialect, at);
        }

        if (!context.IsOwn && message.Role is Role.System or Role.Developer or Role.User && message.Parts.All(static part => part is TextPart { Text.Length: 0 }))
        {
            return;
        }

        json.WriteStartObject();
        switch (message.Role)
        {
            case Role.Assistant:
                json.WriteString("role", "assistant");
                json.WriteOptional("name", message.Name);
                _history.Write(json, message, at);
                break;
            case Role.Tool when message.Parts is [ToolResultPart result]:
                WriteResult(json, message, result, at);
                break;
            default:
                json.WriteString("role", message.Role switch
                {
                    Role.System => "system",
                    Role.Developer => context.Variant.KnowsDeveloper ? "developer" : "system",
                    _ => "user",
                });
                json.WriteOptional("name", message.Name);
                _content.Write(json, message.Parts, message.Extras.Note(Notes.Content) == Notes.List, HasOwnMark(message), at);
                break;
        }

        message.Extras.WriteTo(json, Notes.Dialect);
        if (message.Role != Role.Assistant)
        {
            json.WriteInner(message.Extras);
        }

        json.WriteEndObject();
    }

    private void WriteResult(Utf8JsonWriter json, Message message, ToolResultPart result, string at)
    {
        if (message.Extras.Note(Notes.Legacy) is not null)
        {
            json.WriteString("role", "function");
            json.WriteOptional("name", result.Name);
        }
        else
        {
            json.WriteString("role", "tool");
            json.WriteString("tool_call_id", context.CallId(result.CallId));
            if (context.IsOwn || context.Variant.ToolIdLength > 0)
            {
                json.WriteOptional("name", result.Name);
            }
        }

        if (result.IsError == true)
        {
            context.Losses.Add($"{at}.is_error", "results have no mark for failure");
        }

        var parts = result.Content;
        if (result.Cache is { } mark && context.WritesMarks && !HasOwnMark(message) && parts.Count > 0 && parts[^1] is TextPart { Cache: null } last)
        {
            parts = [.. parts.Take(parts.Count - 1), last with { Cache = mark }];
        }

        _content.Write(json, parts, message.Extras.Note(Notes.Content) == Notes.List, HasOwnMark(message), at);
    }

    private static bool HasOwnMark(Message message) => message.Extras.HasInner(CacheMarks.Member) || message.Extras.HasInner(CacheMarks.CopilotMember);
}

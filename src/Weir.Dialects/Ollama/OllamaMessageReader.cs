using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.Ollama;

/// <summary>Reads messages. Members that are there but empty are noted under <c>$</c> and their name, so that they are written back.</summary>
internal sealed class OllamaMessageReader
{
    /// <summary>On each of an assistant's messages, so that it is known to be of this dialect's making.</summary>
    private const string OwnNote = "$own";

    private readonly List<(string Id, string Name)> _open = [];
    private int _calls;

    /// <summary>Reads a message of a history. Calls without ids get some, and results without ids the first open call of their tool.</summary>
    public Message Read(JsonElement message, string path)
    {
        var extras = new ExtrasBuilder();
        var role = RoleOf(message.Member("role").MustBeText($"{path}.role"), path, ref extras);
        var parts = ReadParts(message, path, name => ToolCallIds.Make(name, _calls++), role == Role.Tool, ref extras);
        if (role == Role.Tool)
        {
            return new Message(role, [ReadResult(message, path, parts)]) { Extras = extras.Build(OllamaDialect.DialectName) };
        }

        _open.AddRange(parts.OfType<ToolCallPart>().Select(static call => (call.CallId, call.Name)));
        return new Message(role, parts) { Extras = extras.Build(OllamaDialect.DialectName) };
    }

    /// <summary>Reads what a message says: thoughts, text, pictures, calls, in this order.</summary>
    public static List<Part> ReadParts(JsonElement message, string path, Func<string, string> makeId, bool isResult, ref ExtrasBuilder extras)
    {
        foreach (var member in message.MustBeMembers(path))
        {
            switch (member.Name)
            {
                case "content" or "thinking":
                    if (member.Value.MayBeText($"{path}.{member.Name}") is "")
                    {
                        extras.Add("$" + member.Name, member.Value);
                    }

                    break;
                case "images" or "tool_calls":
                    if (!member.Value.MustBeItems($"{path}.{member.Name}").Any() && !member.Value.IsNothing())
                    {
                        extras.Add("$" + member.Name, member.Value);
                    }

                    break;
                case "role":
                case "tool_name" or "tool_call_id" when isResult:
                    break;
                default:
                    extras.Add(member);
                    break;
            }
        }

        var parts = new List<Part>();
        if (message.String("thinking") is { Length: > 0 } thinking)
        {
            parts.Add(new ReasoningPart(thinking));
        }

        if (message.String("content") is { Length: > 0 } content)
        {
            parts.Add(new TextPart(content));
        }

        parts.AddRange(message.Member("images").Items().Select((image, index) => OllamaImages.Read(image, $"{path}.images[{index}]")));
        parts.AddRange(message.Member("tool_calls").Items().Select((call, index) => OllamaToolCalls.Read(call, $"{path}.tool_calls[{index}]", makeId)));
        return parts;
    }

    private static Role RoleOf(string role, string path, ref ExtrasBuilder extras)
    {
        switch (role)
        {
            case "system":
                return Role.System;
            case "user":
                return Role.User;
            case "assistant":
                extras.Note(OwnNote, "");
                return Role.Assistant;
            case "tool":
                return Role.Tool;
            case "developer":
                extras.Note("$role", role);
                return Role.Developer;
            default:
                throw DialectException.Invalid($"`{path}.role` must be system, user, assistant or tool.", $"{path}.role");
        }
    }

    private ToolResultPart ReadResult(JsonElement message, string path, List<Part> content)
    {
        var extras = new ExtrasBuilder();
        var name = message.Member("tool_name").MayBeText($"{path}.tool_name");
        if (name is null)
        {
            extras.Note(OllamaMessageWriter.NoNameNote, "");
        }

        var id = message.Member("tool_call_id").MayBeText($"{path}.tool_call_id");
        if (string.IsNullOrEmpty(id))
        {
            extras.Note(OllamaMessageWriter.NoIdNote, "");
            var open = _open.FirstOrDefault(call => name is null || call.Name == name);
            id = open.Id ?? ToolCallIds.Make(name ?? "tool", _calls++);
        }

        if (content.Any(static part => part is MediaPart))
        {
            extras.Note(OllamaMessageWriter.ImagesNote, "");
        }

        _ = _open.RemoveAll(call => call.Id == id);
        return new ToolResultPart(id, content) { Name = name, Extras = extras.Build(OllamaDialect.DialectName) };
    }
}

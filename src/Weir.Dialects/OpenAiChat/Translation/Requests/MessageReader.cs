using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.OpenAiChat.Translation.Requests;

/// <summary>Reads the messages of a request.</summary>
internal sealed class MessageReader
{
    /// <summary>Ids that were made for calls of the obsolete form, by the function's name: its result names only the function.</summary>
    private readonly Dictionary<string, string> _legacyCalls = new(StringComparer.Ordinal);
    private readonly HashSet<string> _customCalls = new(StringComparer.Ordinal);
    private int _calls;

    public Message Read(JsonElement message, string path)
    {
        Expect.Object(message, path);
        var role = Expect.Member(message, "role", path);
        return role switch
        {
            "system" => ReadPlain(message, Role.System, path),
            "developer" => ReadPlain(message, Role.Developer, path),
            "user" => ReadPlain(message, Role.User, path),
            "assistant" => ReadAssistant(message, path),
            "tool" => ReadResult(message, Expect.Member(message, "tool_call_id", path), path),
            "function" => ReadResult(message, LegacyCall(Expect.Member(message, "name", path)), path),
            _ => throw Expect.Wrong($"{path}.role", "system, developer, user, assistant, tool or function"),
        };
    }

    private static Message ReadPlain(JsonElement message, Role role, string path)
    {
        var extras = default(ExtrasBuilder);
        var content = message.Member("content");
        var parts = ContentReader.Read(content, $"{path}.content");
        NoteForm(content, parts, ref extras);
        KeepUnknown(message, ref extras, static name => name is "role" or "content" or "name");
        return Mark(message, new Message(role, parts) { Name = Name(message, path), Extras = extras.Build(Notes.Dialect) });
    }

    private Message ReadAssistant(JsonElement message, string path)
    {
        var reader = new AssistantReader(message, path, isAnswer: false, thinkTags: false);
        var parts = reader.Read(ref _calls);
        foreach (var call in parts.OfType<ToolCallPart>())
        {
            if (call.IsCustom)
            {
                _customCalls.Add(call.CallId);
            }

            if (call.Extras.Note(Notes.Legacy) is not null)
            {
                _legacyCalls[call.Name] = call.CallId;
            }
        }

        return Mark(message, new Message(Role.Assistant, parts) { Name = Name(message, path), Extras = reader.Extras.Build(Notes.Dialect) });
    }

    private Message ReadResult(JsonElement message, string callId, string path)
    {
        var extras = default(ExtrasBuilder);
        var content = message.Member("content");
        var parts = ContentReader.Read(content, $"{path}.content");
        NoteForm(content, parts, ref extras);
        if (message.String("role") == "function")
        {
            extras.Note(Notes.Legacy, "function");
        }

        KeepUnknown(message, ref extras, static name => name is "role" or "content" or "name" or "tool_call_id");
        var result = new ToolResultPart(callId, parts) { Name = Name(message, path), IsCustom = _customCalls.Contains(callId) };
        return Mark(message, new Message(Role.Tool, [result]) { Extras = extras.Build(Notes.Dialect) });
    }

    private string LegacyCall(string name) => _legacyCalls.TryGetValue(name, out var id) ? id : ToolCallIds.Make(name, _calls);

    private static string? Name(JsonElement message, string path) =>
        message.Member("name") is { ValueKind: not JsonValueKind.Undefined } name ? Expect.Text(name, $"{path}.name") : null;

    /// <summary>A list is noted where the writer would write text by itself.</summary>
    private static void NoteForm(JsonElement content, IReadOnlyList<Part> parts, ref ExtrasBuilder extras)
    {
        if (content.ValueKind == JsonValueKind.Array && parts is [] or [TextPart])
        {
            extras.Note(Notes.Content, Notes.List);
        }
    }

    private static void KeepUnknown(JsonElement message, ref ExtrasBuilder extras, Func<string, bool> known)
    {
        foreach (var member in message.EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.Null && !known(member.Name) && !CacheMarks.IsMark(member.Name))
            {
                extras.Add(member);
            }
        }
    }

    /// <summary>A mark on the whole message is a mark on its last part; that it stood on the message is noted.</summary>
    private static Message Mark(JsonElement message, Message read)
    {
        foreach (var member in message.EnumerateObject())
        {
            if (CacheMarks.IsMark(member.Name) && read.Parts.Count > 0 && CacheMarks.Read(member) is { } mark)
            {
                var last = read.Parts[^1] with { Cache = mark };
                return read with { Parts = [.. read.Parts.Take(read.Parts.Count - 1), last], Extras = read.Extras.With(Notes.Dialect, Notes.Inner + member.Name, member.Value.Clone()) };
            }
        }

        return read;
    }
}

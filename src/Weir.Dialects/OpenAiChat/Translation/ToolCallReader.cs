using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.OpenAiChat.Translation;

/// <summary>Reads whole tool calls, of answers and of histories.</summary>
internal static class ToolCallReader
{
    /// <summary>One item of <c>tool_calls</c>.</summary>
    /// <param name="item">The item.</param>
    /// <param name="path">Its path, for errors.</param>
    /// <param name="position">Which call of the conversation it is, for an id where it has none.</param>
    public static ToolCallPart Read(JsonElement item, string path, int position)
    {
        Expect.Object(item, path);
        var isCustom = item.String("type") == "custom";
        var kind = isCustom ? "custom" : "function";
        var function = Expect.Object(item.Member(kind), $"{path}.{kind}");
        var name = Expect.Member(function, "name", $"{path}.{kind}");
        var extras = default(ExtrasBuilder);
        foreach (var member in item.EnumerateObject())
        {
            if (member.Name is not ("id" or "type" or "function" or "custom" or "index"))
            {
                extras.Add(member);
            }
            else if (member.Name == "index")
            {
                extras.Add("$index", member.Value);
            }
        }

        if (item.String("type") is null)
        {
            extras.Note("$type", "none");
        }

        var arguments = isCustom ? Expect.Member(function, "input", $"{path}.custom") : Arguments(function.Member("arguments"), ref extras);
        var id = item.String("id");
        return new ToolCallPart(string.IsNullOrEmpty(id) ? ToolCallIds.Make(name, position) : id, name, arguments) { IsCustom = isCustom, Extras = extras.Build(Notes.Dialect) };
    }

    /// <summary>The obsolete <c>function_call</c>.</summary>
    public static ToolCallPart ReadLegacy(JsonElement call, string path, int position)
    {
        var name = Expect.Member(Expect.Object(call, path), "name", path);
        var extras = default(ExtrasBuilder);
        extras.Note(Notes.Legacy, "function_call");
        var arguments = Arguments(call.Member("arguments"), ref extras);
        return new ToolCallPart(ToolCallIds.Make(name, position), name, arguments) { Extras = extras.Build(Notes.Dialect) };
    }

    /// <summary>Arguments are text; some servers send the object itself.</summary>
    private static string Arguments(JsonElement value, ref ExtrasBuilder extras)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String when value.GetString() is { Length: > 0 } text:
                return text;
            case JsonValueKind.String:
                extras.Note("$arguments", Notes.Empty);
                return "{}";
            case JsonValueKind.Undefined:
                return "{}";
            default:
                extras.Add("$arguments", value);
                return Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(value));
        }
    }
}

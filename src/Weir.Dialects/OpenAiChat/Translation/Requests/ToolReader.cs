using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Tools;

namespace Weir.Dialects.OpenAiChat.Translation.Requests;

/// <summary>Reads tools and the choice among them, in the present form and in the obsolete one (<c>functions</c>, <c>function_call</c>).</summary>
internal static class ToolReader
{
    /// <summary>One item of <c>tools</c>.</summary>
    public static Tool Read(JsonElement tool, string path)
    {
        Expect.Object(tool, path);
        var type = tool.String("type") ?? "function";
        CacheMark? cache = null;
        var isPlain = true;
        foreach (var member in tool.EnumerateObject())
        {
            if (CacheMarks.IsMark(member.Name))
            {
                cache = CacheMarks.Read(member);
            }
            else if (member.Name != "type" && member.Name != type)
            {
                isPlain = false;
            }
        }

        Tool read = type switch
        {
            "function" => ReadFunction(Expect.Object(tool.Member("function"), $"{path}.function"), $"{path}.function"),
            "custom" => ReadCustom(Expect.Object(tool.Member("custom"), $"{path}.custom"), $"{path}.custom"),
            _ => new ServerTool(Notes.Dialect, type, tool.Clone()),
        };
        return read with { Cache = cache, Extras = isPlain ? read.Extras : read.Extras.With(Notes.Dialect, Notes.Raw, tool.Clone()) };
    }

    /// <summary>The object inside a tool, or an item of <c>functions</c>.</summary>
    public static FunctionTool ReadFunction(JsonElement function, string path)
    {
        var extras = default(ExtrasBuilder);
        foreach (var member in Expect.Object(function, path).EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.Null && member.Name is not ("name" or "description" or "parameters" or "strict"))
            {
                extras.Add(member);
            }
        }

        return new FunctionTool(Expect.Member(function, "name", path))
        {
            Description = Optional(function, "description", path),
            Parameters = function.Member("parameters") is { ValueKind: not JsonValueKind.Undefined } parameters ? Expect.Object(parameters, $"{path}.parameters").Clone() : null,
            Strict = function.Member("strict") is { ValueKind: not JsonValueKind.Undefined } strict ? Expect.Truth(strict, $"{path}.strict") : null,
            Extras = extras.Build(Notes.Dialect),
        };
    }

    /// <summary><c>tool_choice</c> or <c>function_call</c>.</summary>
    public static ToolChoice ReadChoice(JsonElement choice, string path)
    {
        if (choice.ValueKind == JsonValueKind.String)
        {
            return choice.GetString() switch
            {
                "auto" => new ToolChoice(ToolChoiceMode.Auto),
                "none" => new ToolChoice(ToolChoiceMode.None),
                "required" => new ToolChoice(ToolChoiceMode.Required),
                "any" => new ToolChoice(ToolChoiceMode.Required) { Extras = Raw(choice) },
                _ => throw Expect.Wrong(path, "auto, none, required or an object that names a tool"),
            };
        }

        Expect.Object(choice, path);
        if (choice.Member("allowed_tools") is { ValueKind: JsonValueKind.Object } allowed)
        {
            return new ToolChoice(allowed.String("mode") == "required" ? ToolChoiceMode.Required : ToolChoiceMode.Auto)
            {
                Allowed = [.. allowed.Member("tools").Items().Select(static tool => NameOf(tool)).OfType<string>()],
                Extras = Raw(choice),
            };
        }

        return new ToolChoice(ToolChoiceMode.Named) { Name = NameOf(choice) ?? throw Expect.Missing($"{path}.function.name"), Extras = Raw(choice) };
    }

    private static Extras Raw(JsonElement value) => Extras.None.With(Notes.Dialect, Notes.Raw, value.Clone());

    private static string? NameOf(JsonElement tool) => tool.Member("function").String("name") ?? tool.Member("custom").String("name") ?? tool.String("name");

    private static CustomTool ReadCustom(JsonElement custom, string path)
    {
        var extras = default(ExtrasBuilder);
        foreach (var member in custom.EnumerateObject())
        {
            if (member.Name is not ("name" or "description" or "format"))
            {
                extras.Add(member);
            }
        }

        return new CustomTool(Expect.Member(custom, "name", path))
        {
            Description = Optional(custom, "description", path),
            Format = custom.Member("format") is { ValueKind: not JsonValueKind.Undefined } format ? format.Clone() : null,
            Extras = extras.Build(Notes.Dialect),
        };
    }

    private static string? Optional(JsonElement from, string name, string path) =>
        from.Member(name) is { ValueKind: not JsonValueKind.Undefined } value ? Expect.Text(value, $"{path}.{name}") : null;
}

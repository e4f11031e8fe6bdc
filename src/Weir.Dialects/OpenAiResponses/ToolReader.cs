using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Tools;

namespace Weir.Dialects.OpenAiResponses;

/// <summary>Reads tools and the choice among them. A namespace becomes the client's tools in it, under the names that <see cref="ToolNames"/> gives.</summary>
internal static class ToolReader
{
    /// <summary>The note on a tool that stands in a namespace: the namespace's name.</summary>
    public const string NamespaceNote = "$namespace";

    /// <summary>The note with the tool's own name there.</summary>
    public const string NameNote = "$name";

    public static IEnumerable<Tool> Read(JsonElement tool, string path, ToolNames names) => tool.String("type") switch
    {
        "namespace" when tool.String("name") is { } space => [.. tool.Member("tools").Items().Select((inner, index) => ReadOne(inner, space, $"{path}.tools[{index}]", names))],
        _ => [ReadOne(tool, null, path, names)],
    };

    public static ToolChoice? Choice(JsonElement choice, ToolNames names) => choice.ValueKind switch
    {
        JsonValueKind.String => new ToolChoice(Mode(choice.GetString())),
        JsonValueKind.Object => choice.String("type") switch
        {
            "function" or "custom" => new ToolChoice(ToolChoiceMode.Named) { Name = Chosen(choice, names) },
            "allowed_tools" => new ToolChoice(Mode(choice.String("mode"))) { Allowed = [.. choice.Member("tools").Items().Select(tool => Chosen(tool, names)).Where(static name => name.Length > 0)] },
            _ => new ToolChoice(ToolChoiceMode.Required),
        },
        _ => null,
    };

    private static string Chosen(JsonElement choice, ToolNames names) => choice.String("name") is { } name ? names.Full(choice.String("namespace"), name) : "";

    private static ToolChoiceMode Mode(string? mode) => mode switch { "none" => ToolChoiceMode.None, "required" => ToolChoiceMode.Required, _ => ToolChoiceMode.Auto };

    private static Tool ReadOne(JsonElement tool, string? space, string path, ToolNames names) => tool.String("type") switch
    {
        "function" => new FunctionTool(names.Full(space, Name(tool, path)))
        {
            Description = tool.String("description"),
            Parameters = tool.Member("parameters") is { ValueKind: JsonValueKind.Object } parameters ? parameters : null,
            Strict = tool.Bool("strict"),
            Extras = Notes(tool, space, path),
        },
        "custom" => new CustomTool(names.Full(space, Name(tool, path)))
        {
            Description = tool.String("description"),
            Format = tool.Member("format") is { ValueKind: JsonValueKind.Object } format ? format : null,
            Extras = Notes(tool, space, path),
        },
        { } type => new ServerTool(ResponsesDialect.DialectName, type, tool.Clone()),
        null => throw DialectException.Invalid($"\"{path}\" must be an object with a \"type\".", path),
    };

    private static Extras Notes(JsonElement tool, string? space, string path)
    {
        var notes = new ExtrasBuilder();
        if (space is not null)
        {
            notes.Note(NamespaceNote, space);
            notes.Note(NameNote, Name(tool, path));
        }

        return notes.Build(ResponsesDialect.DialectName);
    }

    private static string Name(JsonElement tool, string path) => tool.String("name") ?? throw DialectException.Invalid($"\"{path}.name\" is missing.", path + ".name");
}

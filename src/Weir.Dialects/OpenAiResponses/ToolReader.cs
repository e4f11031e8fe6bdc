using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Tools;

namespace Weir.Dialects.OpenAiResponses;

/// <summary>Reads tools and the choice among them. A namespace becomes its functions, under names that begin with its own.</summary>
internal static class ToolReader
{
    /// <summary>The note on a function that stands in a namespace: the namespace's name.</summary>
    public const string NamespaceNote = "$namespace";

    /// <summary>The note with the function's own name there.</summary>
    public const string NameNote = "$name";

    public static IEnumerable<Tool> Read(JsonElement tool, string path)
    {
        switch (tool.String("type"))
        {
            case "function":
                return [Function(tool, null, path)];
            case "custom":
                return [new CustomTool(Name(tool, path)) { Description = tool.String("description"), Format = tool.Member("format") is { ValueKind: JsonValueKind.Object } format ? format : null }];
            case "namespace" when tool.String("name") is { } space:
                return [.. tool.Member("tools").Items().Select((inner, index) => inner.String("type") == "function" ? Function(inner, space, $"{path}.tools[{index}]") : (Tool)new ServerTool(ResponsesDialect.DialectName, inner.String("type") ?? "", inner.Clone()))];
            case { } type:
                return [new ServerTool(ResponsesDialect.DialectName, type, tool.Clone())];
            default:
                throw DialectException.Invalid($"\"{path}\" must be an object with a \"type\".", path);
        }
    }

    public static ToolChoice? Choice(JsonElement choice) => choice.ValueKind switch
    {
        JsonValueKind.String => new ToolChoice(Mode(choice.GetString())),
        JsonValueKind.Object => choice.String("type") switch
        {
            "function" or "custom" => new ToolChoice(ToolChoiceMode.Named) { Name = ItemReader.FullName(choice.String("namespace"), choice.String("name") ?? "") },
            "allowed_tools" => new ToolChoice(Mode(choice.String("mode"))) { Allowed = [.. choice.Member("tools").Items().Select(static tool => tool.String("name") ?? "").Where(static name => name.Length > 0)] },
            _ => new ToolChoice(ToolChoiceMode.Required),
        },
        _ => null,
    };

    private static ToolChoiceMode Mode(string? mode) => mode switch { "none" => ToolChoiceMode.None, "required" => ToolChoiceMode.Required, _ => ToolChoiceMode.Auto };

    private static FunctionTool Function(JsonElement tool, string? space, string path)
    {
        var extras = new ExtrasBuilder();
        if (space is not null)
        {
            extras.Note(NamespaceNote, space);
            extras.Note(NameNote, Name(tool, path));
        }

        return new FunctionTool(ItemReader.FullName(space, Name(tool, path)))
        {
            Description = tool.String("description"),
            Parameters = tool.Member("parameters") is { ValueKind: JsonValueKind.Object } parameters ? parameters : null,
            Strict = tool.Bool("strict"),
            Extras = extras.Build(ResponsesDialect.DialectName),
        };
    }

    private static string Name(JsonElement tool, string path) => tool.String("name") ?? throw DialectException.Invalid($"\"{path}.name\" is missing.", path + ".name");
}

using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Tools;

namespace Weir.Dialects.AnthropicMessages;

/// <summary>Reads tools and the choice among them.</summary>
internal static class ToolReader
{
    public static Tool Read(JsonElement tool, int index)
    {
        var path = $"tools.{index}";
        var type = Fields.Text(Fields.Object(tool, path), "type", path);
        if (type is not (null or "custom"))
        {
            return new ServerTool(AnthropicDialect.DialectName, type, tool.Clone()) { Cache = BlockReader.Mark(tool, path) };
        }

        return new FunctionTool(Fields.RequiredText(tool, "name", path))
        {
            Description = Fields.Text(tool, "description", path),
            Parameters = tool.Member("input_schema") is { ValueKind: not JsonValueKind.Undefined } schema ? Fields.Object(schema, path + ".input_schema") : null,
            Strict = Fields.Truth(tool, "strict", path),
            Cache = BlockReader.Mark(tool, path),
            Extras = BlockReader.Rest(tool, "name", "description", "input_schema", "strict", "cache_control"),
        };
    }

    public static Conversation ReadChoice(Conversation conversation, JsonElement choice)
    {
        var mode = Fields.RequiredText(Fields.Object(choice, "tool_choice"), "type", "tool_choice") switch
        {
            "auto" => ToolChoiceMode.Auto,
            "any" => ToolChoiceMode.Required,
            "none" => ToolChoiceMode.None,
            "tool" => ToolChoiceMode.Named,
            _ => throw Fields.Wrong("tool_choice.type", "auto, any, tool or none"),
        };
        return conversation with
        {
            ToolChoice = new ToolChoice(mode)
            {
                Name = mode == ToolChoiceMode.Named ? Fields.RequiredText(choice, "name", "tool_choice") : null,
                Extras = BlockReader.Rest(choice, "type", "name", "disable_parallel_tool_use"),
            },
            ParallelToolCalls = Fields.Truth(choice, "disable_parallel_tool_use", "tool_choice") is { } disabled ? !disabled : null,
        };
    }
}

using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Tools;

namespace Weir.Dialects.AnthropicMessages;

/// <summary>Writes tools and the choice among them.</summary>
internal static class ToolWriter
{
    public static void Write(Utf8JsonWriter json, Conversation conversation, bool thinks, ClaudeFamily family, Losses losses)
    {
        var isOwn = conversation.Dialect == AnthropicDialect.DialectName;
        var tools = conversation.Tools.Where((tool, index) => IsTaken(tool, index, losses)).ToList();
        if (tools.Count > 0)
        {
            json.WriteStartArray("tools");
            foreach (var tool in tools)
            {
                WriteTool(json, tool, isOwn, family, losses);
            }

            json.WriteEndArray();
        }

        if (tools.Count > 0 || isOwn)
        {
            WriteChoice(json, conversation, tools, thinks && !isOwn, isOwn, losses);
        }
        else if (conversation.ToolChoice is { Mode: ToolChoiceMode.Required or ToolChoiceMode.Named })
        {
            losses.Add("tool_choice", "there is no tool to choose");
        }
    }

    private static bool IsTaken(Tool tool, int index, Losses losses)
    {
        tool.Extras.ReportTo(losses, AnthropicDialect.DialectName, $"tools[{index}]");
        switch (tool)
        {
            case ServerTool server when server.Dialect != AnthropicDialect.DialectName:
                losses.Add($"tools[{index}]", $"{server.Type} is a tool that only {server.Dialect} runs");
                return false;
            case CustomTool { Format: not null }:
                losses.Add($"tools[{index}].format", "Anthropic's tools have no grammar");
                return true;
            default:
                return true;
        }
    }

    private static void WriteTool(Utf8JsonWriter json, Tool tool, bool isOwn, ClaudeFamily family, Losses losses)
    {
        if (tool is ServerTool server)
        {
            BlockWriter.Raw(json, server.Json);
            return;
        }

        var function = tool as FunctionTool ?? Function((CustomTool)tool);
        json.WriteStartObject();
        json.WriteString("name", function.Name);
        json.WriteOptional("description", function.Description);
        WriteSchema(json, function.Parameters, isOwn);
        WriteStrict(json, function.Strict, isOwn, family, losses);
        BlockWriter.WriteMark(json, function.Cache);
        function.Extras.WriteTo(json, AnthropicDialect.DialectName);
        json.WriteEndObject();
    }

    private static FunctionTool Function(CustomTool custom) =>
        new(custom.Name) { Description = custom.Description, Parameters = ToolArguments.CustomSchema, Cache = custom.Cache, Extras = custom.Extras };

    /// <summary>A schema must say that it is of an object; other dialects do without.</summary>
    private static void WriteSchema(Utf8JsonWriter json, JsonElement? schema, bool isOwn)
    {
        if (schema is { ValueKind: JsonValueKind.Object } given && (isOwn || given.Member("type").ValueKind != JsonValueKind.Undefined))
        {
            json.WriteRaw("input_schema", given);
        }
        else if (!isOwn)
        {
            json.WriteStartObject("input_schema");
            json.WriteString("type", "object");
            foreach (var member in schema?.Members().Where(static member => member.Name != "type") ?? [])
            {
                json.WriteRaw(member.Name, member.Value);
            }

            json.WriteEndObject();
        }
    }

    private static void WriteStrict(Utf8JsonWriter json, bool? strict, bool isOwn, ClaudeFamily family, Losses losses)
    {
        if (isOwn || (strict == true && family.KeepsToSchemas))
        {
            json.WriteOptional("strict", strict);
        }
        else if (strict == true)
        {
            losses.Add("tools.strict", "the model came before strict tools");
        }
    }

    private static void WriteChoice(Utf8JsonWriter json, Conversation conversation, List<Tool> tools, bool thinks, bool isOwn, Losses losses)
    {
        var choice = conversation.ToolChoice;
        if (choice is null && conversation.ParallelToolCalls != false)
        {
            return;
        }

        var mode = choice?.Mode ?? ToolChoiceMode.Auto;
        if (thinks && mode is ToolChoiceMode.Required or ToolChoiceMode.Named)
        {
            // The API refuses the two together. Thinking was asked for as well, and it leads to the call by itself more often than not.
            losses.Add("tool_choice", "Anthropic forces no tool while it thinks");
            mode = ToolChoiceMode.Auto;
        }

        if (!isOwn && mode == ToolChoiceMode.Named && !tools.Any(tool => NameOf(tool) == choice!.Name))
        {
            losses.Add("tool_choice", "the tool it names can't be carried");
            mode = ToolChoiceMode.Auto;
        }

        if (choice is { Allowed.Count: > 0 })
        {
            losses.Add("tool_choice.allowed_tools", "Anthropic chooses among all tools");
        }

        choice?.Extras.ReportTo(losses, AnthropicDialect.DialectName, "tool_choice");
        json.WriteStartObject("tool_choice");
        json.WriteString("type", mode switch { ToolChoiceMode.None => "none", ToolChoiceMode.Required => "any", ToolChoiceMode.Named => "tool", _ => "auto" });
        json.WriteOptional("name", mode == ToolChoiceMode.Named ? choice?.Name : null);
        if (isOwn || (mode != ToolChoiceMode.None && conversation.ParallelToolCalls == false))
        {
            json.WriteOptional("disable_parallel_tool_use", !conversation.ParallelToolCalls);
        }

        choice?.Extras.WriteTo(json, AnthropicDialect.DialectName);
        json.WriteEndObject();
    }

    private static string? NameOf(Tool tool) => tool switch { FunctionTool function => function.Name, CustomTool custom => custom.Name, ServerTool server => server.Json.String("name"), _ => null };
}

using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Tools;

namespace Weir.Dialects.BedrockConverse;

/// <summary>Writes <c>toolConfig</c>.</summary>
internal static class ToolWriter
{
    public static void Write(Utf8JsonWriter json, Conversation conversation, BlockWriter blocks, Losses losses)
    {
        if (conversation.Extras.TryGet(BedrockDialect.DialectName, "$toolConfig", out var raw))
        {
            json.WriteRaw("toolConfig", raw);
            return;
        }

        var called = Turns.ToolNames(conversation.Messages).Values.Distinct(StringComparer.Ordinal).ToList();
        if (conversation.ToolChoice is { Mode: ToolChoiceMode.None })
        {
            if (called.Count == 0)
            {
                // To tell none is the one way to forbid them.
                Report(conversation.Tools, losses);
                return;
            }

            losses.Add("tool_choice", "Bedrock can't forbid the tools that the history needs");
        }

        // A history with calls needs their tools, also where the client offers none any more.
        IReadOnlyList<Tool> tools = conversation.Tools.Count > 0 ? conversation.Tools : [.. called.Select(static name => new FunctionTool(name))];
        Report(tools, losses);
        var written = tools.Where(static tool => tool is FunctionTool or CustomTool).ToList();
        if (written.Count == 0 || conversation.Dialect == BedrockDialect.DialectName)
        {
            return;
        }

        json.WriteStartObject("toolConfig");
        json.WriteStartArray("tools");
        foreach (var tool in written)
        {
            WriteSpec(json, tool);
            blocks.WritePoint(tool.Cache);
        }

        json.WriteEndArray();
        WriteChoice(json, conversation.ToolChoice);
        json.WriteEndObject();
    }

    private static void Report(IReadOnlyList<Tool> tools, Losses losses)
    {
        for (var i = 0; i < tools.Count; i++)
        {
            tools[i].Extras.ReportTo(losses, BedrockDialect.DialectName, $"tools[{i}]");
            if (tools[i] is ServerTool other && other.Dialect != BedrockDialect.DialectName)
            {
                losses.Add($"tools[{i}]", $"{other.Type} is a tool that only {other.Dialect} runs");
            }
        }
    }

    private static void WriteSpec(Utf8JsonWriter json, Tool tool)
    {
        var (name, description, schema, strict) = tool switch
        {
            FunctionTool function => (function.Name, function.Description, function.Parameters, function.Strict),
            CustomTool custom => (custom.Name, custom.Description, ToolArguments.CustomSchema, null),
            _ => throw new InvalidOperationException("Only functions and custom tools have a spec."),
        };
        json.WriteStartObject();
        json.WriteStartObject("toolSpec");
        json.WriteString("name", name);
        json.WriteOptional("description", description is { Length: > 0 } ? description : null);
        json.WriteStartObject("inputSchema");
        json.WritePropertyName("json");
        json.WriteRawValue(schema is { } given ? given.GetRawText() : """{"type":"object"}""", skipInputValidation: true);
        json.WriteEndObject();
        json.WriteOptional("strict", strict == true ? true : null);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteChoice(Utf8JsonWriter json, ToolChoice? choice)
    {
        switch (choice)
        {
            case { Mode: ToolChoiceMode.Required }:
                WriteEmpty(json, "any");
                break;
            case { Mode: ToolChoiceMode.Auto }:
                WriteEmpty(json, "auto");
                break;
            case { Mode: ToolChoiceMode.Named, Name: { } name }:
                json.WriteStartObject("toolChoice");
                json.WriteStartObject("tool");
                json.WriteString("name", name);
                json.WriteEndObject();
                json.WriteEndObject();
                break;
            default:
                break;
        }
    }

    private static void WriteEmpty(Utf8JsonWriter json, string choice)
    {
        json.WriteStartObject("toolChoice");
        json.WriteStartObject(choice);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}

using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Tools;

namespace Weir.Dialects.OpenAiChat.Translation.Requests;

/// <summary>Writes tools and the choice among them.</summary>
internal sealed class ToolWriter(WriteContext context)
{
    private static readonly JsonElement CustomParameters = JsonElement.Parse("""{"type":"object","properties":{"input":{"type":"string"}},"required":["input"],"additionalProperties":false}"""u8);

    public void Write(Utf8JsonWriter json)
    {
        var conversation = context.Conversation;
        if (context.IsOwn && conversation.Extras.TryGet(Notes.Dialect, "$functions", out var functions) && !context.Variant.OnlyLimitMember)
        {
            json.WriteRaw("functions", functions);
            if (conversation.Extras.TryGet(Notes.Dialect, "$function_call", out var call))
            {
                json.WriteRaw("function_call", call);
            }

            return;
        }

        var written = 0;
        for (var i = 0; i < conversation.Tools.Count; i++)
        {
            written += WriteTool(json, conversation.Tools[i], $"tools[{i}]", written == 0) ? 1 : 0;
        }

        if (written > 0)
        {
            json.WriteEndArray();
        }

        if (written > 0 || context.IsOwn)
        {
            WriteChoice(json, conversation);
        }
    }

    private bool WriteTool(Utf8JsonWriter json, Tool tool, string at, bool isFirst)
    {
        if (tool is ServerTool { Dialect: not Notes.Dialect } server)
        {
            context.Losses.Add(at, $"the provider's tool {server.Type} is only known to {server.Dialect}");
            return false;
        }

        if (isFirst)
        {
            json.WriteStartArray("tools");
        }

        if (tool.Extras.TryGet(Notes.Dialect, Notes.Raw, out var raw) || tool is ServerTool { Json: var own } && (raw = own).ValueKind == JsonValueKind.Object)
        {
            raw.WriteTo(json);
            return true;
        }

        tool.Extras.ReportTo(context.Losses, Notes.Dialect, at);
        json.WriteStartObject();
        if (tool is CustomTool custom && (context.IsOwn || context.Variant.KnowsCustomTools))
        {
            WriteCustom(json, custom);
        }
        else
        {
            WriteFunction(json, tool, at);
        }

        if (tool.Cache is { } mark && context.WritesMarks)
        {
            CacheMarks.Write(json, mark, context.Variant.CacheMember);
        }

        json.WriteEndObject();
        return true;
    }

    private static void WriteCustom(Utf8JsonWriter json, CustomTool tool)
    {
        json.WriteString("type", "custom");
        json.WriteStartObject("custom");
        json.WriteString("name", tool.Name);
        json.WriteOptional("description", tool.Description);
        if (tool.Format is { } format)
        {
            WriteFormat(json, format);
        }

        tool.Extras.WriteTo(json, Notes.Dialect);
        json.WriteEndObject();
    }

    /// <summary>A grammar stands in an object of its own here; in Responses its members stand beside the type.</summary>
    private static void WriteFormat(Utf8JsonWriter json, JsonElement format)
    {
        if (format.String("type") != "grammar" || format.Member("grammar").ValueKind == JsonValueKind.Object)
        {
            json.WriteRaw("format", format);
            return;
        }

        json.WriteStartObject("format");
        json.WriteString("type", "grammar");
        json.WriteStartObject("grammar");
        foreach (var member in format.EnumerateObject())
        {
            if (member.Name != "type")
            {
                json.WriteRaw(member.Name, member.Value);
            }
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteFunction(Utf8JsonWriter json, Tool tool, string at)
    {
        json.WriteString("type", "function");
        json.WriteStartObject("function");
        if (tool is CustomTool custom)
        {
            json.WriteString("name", custom.Name);
            json.WriteOptional("description", custom.Description);
            json.WriteRaw("parameters", CustomParameters);
            if (custom.Format.GetValueOrDefault().String("type") == "grammar")
            {
                context.Losses.Add($"{at}.format", "the server knows no grammars for tools");
            }
        }
        else if (tool is FunctionTool function)
        {
            json.WriteString("name", function.Name);
            json.WriteOptional("description", function.Description);
            if (function.Parameters is { } parameters)
            {
                json.WriteRaw("parameters", parameters);
            }

            if (context.IsOwn || context.Variant.KnowsStrict)
            {
                json.WriteOptional("strict", function.Strict);
            }
            else if (function.Strict == true)
            {
                context.Losses.Add($"{at}.strict", "the server does not know it");
            }

            function.Extras.WriteTo(json, Notes.Dialect);
        }

        json.WriteEndObject();
    }

    private void WriteChoice(Utf8JsonWriter json, Conversation conversation)
    {
        if (conversation.ParallelToolCalls is { } parallel)
        {
            if (context.IsOwn || context.Variant.KnowsParallelToolCalls)
            {
                json.WriteBoolean("parallel_tool_calls", parallel);
            }
            else if (!parallel)
            {
                context.Losses.Add("parallel_tool_calls", "the server does not know it");
            }
        }

        if (conversation.ToolChoice is not { } choice)
        {
            return;
        }

        if (choice.Extras.TryGet(Notes.Dialect, Notes.Raw, out var raw))
        {
            json.WriteRaw("tool_choice", raw);
            return;
        }

        choice.Extras.ReportTo(context.Losses, Notes.Dialect, "tool_choice");
        if (choice.Mode == ToolChoiceMode.Named)
        {
            WriteNamed(json, "tool_choice", choice.Name ?? "");
        }
        else if (choice.Allowed.Count > 0 && context.Variant.KnowsAllowedTools && choice.Mode != ToolChoiceMode.None)
        {
            json.WriteStartObject("tool_choice");
            json.WriteString("type", "allowed_tools");
            json.WriteStartObject("allowed_tools");
            json.WriteString("mode", choice.Mode == ToolChoiceMode.Required ? "required" : "auto");
            json.WriteStartArray("tools");
            foreach (var name in choice.Allowed)
            {
                WriteNamed(json, null, name);
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }
        else
        {
            if (choice.Allowed.Count > 0)
            {
                context.Losses.Add("tool_choice.allowed_tools", "the server does not know it");
            }

            json.WriteString("tool_choice", choice.Mode switch { ToolChoiceMode.None => "none", ToolChoiceMode.Required => "required", _ => "auto" });
        }
    }

    private void WriteNamed(Utf8JsonWriter json, string? member, string name)
    {
        var isCustom = context.Variant.KnowsCustomTools && context.Conversation.Tools.Any(tool => tool is CustomTool custom && custom.Name == name);
        if (member is null)
        {
            json.WriteStartObject();
        }
        else
        {
            json.WriteStartObject(member);
        }

        json.WriteString("type", isCustom ? "custom" : "function");
        json.WriteStartObject(isCustom ? "custom" : "function");
        json.WriteString("name", name);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}

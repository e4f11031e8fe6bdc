using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Tools;

namespace Weir.Dialects.CohereV2;

/// <summary>The members <c>tools</c>, <c>strict_tools</c> (which holds for all of them) and <c>tool_choice</c>.</summary>
internal static class CohereTools
{
    private const string ToolsNote = "$tools";
    private const string StrictNote = "$strict_tools";
    private const string WordNote = "$word";

    public static IReadOnlyList<Tool> Read(JsonElement root, ref ExtrasBuilder extras)
    {
        var tools = root.Member("tools");
        var strict = root.Member("strict_tools");
        bool? isStrict = strict.IsNothing() ? null : strict.MustBeBool("strict_tools");
        var read = tools.MustBeItems("tools").Select((tool, index) => FunctionToolJson.Read(tool, CohereV2Dialect.DialectName, $"tools[{index}]")).ToList();
        if (read.Count == 0 && !tools.IsNothing())
        {
            extras.Add(ToolsNote, tools);
        }

        if (!read.Exists(static tool => tool is FunctionTool) && isStrict is not null)
        {
            extras.Add(StrictNote, strict);
        }

        return [.. read.Select(tool => tool is FunctionTool function ? function with { Strict = isStrict } : tool)];
    }

    public static ToolChoice? ReadChoice(JsonElement choice)
    {
        if (choice.IsNothing())
        {
            return null;
        }

        var word = choice.MustBeText("tool_choice");
        var mode = word.ToUpperInvariant() switch
        {
            "REQUIRED" => ToolChoiceMode.Required,
            "NONE" => ToolChoiceMode.None,
            "AUTO" => ToolChoiceMode.Auto,
            _ => throw DialectException.Invalid("`tool_choice` must be REQUIRED or NONE.", "tool_choice", "Leave `tool_choice` out to let the model choose."),
        };
        return new ToolChoice(mode) { Extras = Extras.Of(CohereV2Dialect.DialectName, [new(WordNote, choice.Clone())]) };
    }

    public static void Write(Utf8JsonWriter json, Conversation conversation, Losses losses)
    {
        WriteTools(json, conversation, losses);
        WriteStrict(json, conversation, losses);
        if (conversation.ToolChoice is { } choice && (conversation.Tools.Count > 0 || choice.Extras.Are(CohereV2Dialect.DialectName)))
        {
            WriteChoice(json, choice, losses);
        }
    }

    private static void WriteTools(Utf8JsonWriter json, Conversation conversation, Losses losses)
    {
        if (conversation.Tools.Count == 0)
        {
            if (conversation.Extras.TryGet(CohereV2Dialect.DialectName, ToolsNote, out var empty))
            {
                json.WriteRaw("tools", empty);
            }

            return;
        }

        json.WriteStartArray("tools");
        for (var index = 0; index < conversation.Tools.Count; index++)
        {
            FunctionToolJson.Write(json, conversation.Tools[index], CohereV2Dialect.DialectName, losses, $"tools[{index}]");
        }

        json.WriteEndArray();
    }

    private static void WriteStrict(Utf8JsonWriter json, Conversation conversation, Losses losses)
    {
        var functions = conversation.Tools.OfType<FunctionTool>().ToList();
        if (functions.Count == 0)
        {
            if (conversation.Extras.TryGet(CohereV2Dialect.DialectName, StrictNote, out var own))
            {
                json.WriteRaw("strict_tools", own);
            }
        }
        else if (functions.TrueForAll(tool => tool.Strict == functions[0].Strict))
        {
            json.WriteOptional("strict_tools", functions[0].Strict);
        }
        else if (functions.Exists(static tool => tool.Strict == true))
        {
            losses.Add("tools.strict", "all tools are strict, or none is");
        }
    }

    private static void WriteChoice(Utf8JsonWriter json, ToolChoice choice, Losses losses)
    {
        if (choice.Allowed.Count > 0)
        {
            losses.Add("tool_choice.allowed_tools", "the choice can't be narrowed to some tools");
        }

        if (choice.Extras.TryGet(CohereV2Dialect.DialectName, WordNote, out var word))
        {
            json.WriteRaw("tool_choice", word);
            return;
        }

        switch (choice.Mode)
        {
            case ToolChoiceMode.None:
                json.WriteString("tool_choice", "NONE");
                break;
            case ToolChoiceMode.Named:
                losses.Add("tool_choice.name", "a call can be demanded, but not of which tool");
                json.WriteString("tool_choice", "REQUIRED");
                break;
            case ToolChoiceMode.Required:
                json.WriteString("tool_choice", "REQUIRED");
                break;
            default:
                break;
        }
    }
}

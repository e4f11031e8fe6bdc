using System.Text.Json;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.Conversations;

/// <summary>Arguments of tool calls between dialects that carry them as text and dialects that carry an object.</summary>
public static class ToolArguments
{
    /// <summary>The arguments as the text of a JSON object. A custom tool's plain text, and text that is no object, stands in one under <c>input</c>.</summary>
    public static string AsObject(ToolCallPart call)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (call.Arguments.Length == 0 && !call.IsCustom)
        {
            return "{}";
        }

        return !call.IsCustom && Json.TryParse(call.Arguments) is { ValueKind: JsonValueKind.Object }
            ? call.Arguments
            : $$"""{"input":{{Json.Text(call.Arguments).GetRawText()}}}""";
    }

    /// <summary>The schema of a custom tool where it must be a function: one text, <c>input</c>.</summary>
    public static JsonElement CustomSchema { get; } = Json.Parse("""{"type":"object","properties":{"input":{"type":"string"}},"required":["input"],"additionalProperties":false}"""u8);

    /// <summary>The plain text in the arguments of a custom tool that was called as a function.</summary>
    public static string CustomInput(string arguments) => Json.TryParse(arguments) is { } json && json.String("input") is { } input ? input : arguments;
}

using System.Text.Json;

namespace Weir.Dialects.Conversations.Parts;

/// <summary>A call of one of the client's tools.</summary>
/// <param name="CallId">The id that the result refers to. Readers make one (<see cref="ToolCallIds"/>) where the dialect has none; never empty.</param>
/// <param name="Name">The tool's name.</param>
/// <param name="Arguments">The arguments as JSON text, byte for byte as they came; <c>{}</c> where there are none. For a custom tool, its plain text.</param>
public sealed record ToolCallPart(string CallId, string Name, string Arguments) : Part
{
    /// <summary>True for a custom tool of Responses, whose input is plain text.</summary>
    public bool IsCustom { get; init; }
}

/// <summary>The client's result of a tool call.</summary>
/// <param name="CallId">The call it answers.</param>
/// <param name="Content">What the tool gave: text and media parts.</param>
public sealed record ToolResultPart(string CallId, IReadOnlyList<Part> Content) : Part
{
    /// <summary>The tool's name where the dialect repeats it; others find it by the call.</summary>
    public string? Name { get; init; }

    /// <summary>True when the tool failed; null where the dialect doesn't say.</summary>
    public bool? IsError { get; init; }

    /// <summary>The result answers a custom tool's call.</summary>
    public bool IsCustom { get; init; }
}

/// <summary>A call of a tool that the provider runs itself (web search, code execution).</summary>
/// <param name="CallId">Joins it to its result; null where the dialect keeps both in one item.</param>
/// <param name="Name">The tool's name in its dialect.</param>
/// <param name="Json">The whole block as it came. Owns its memory.</param>
/// <param name="Dialect">The dialect it came from; another dialect can show it but not take it back.</param>
public sealed record ServerToolCallPart(string? CallId, string Name, JsonElement Json, string Dialect) : Part;

/// <summary>The result of a tool that the provider ran.</summary>
/// <inheritdoc cref="ServerToolCallPart"/>
public sealed record ServerToolResultPart(string? CallId, string Name, JsonElement Json, string Dialect) : Part;

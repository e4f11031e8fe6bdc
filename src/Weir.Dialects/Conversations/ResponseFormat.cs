using System.Text.Json;

namespace Weir.Dialects.Conversations;

/// <summary>The form of the answer's text.</summary>
public sealed record ResponseFormat
{
    public required FormatKind Kind { get; init; }

    /// <summary>A name for the schema; some dialects demand one.</summary>
    public string? Name { get; init; }

    public string? Description { get; init; }

    /// <summary>The JSON schema; null for text and for free JSON.</summary>
    public JsonElement? Schema { get; init; }

    public bool? Strict { get; init; }

    public Extras Extras { get; init; } = Extras.None;
}

/// <summary>Kinds of <see cref="ResponseFormat"/>.</summary>
public enum FormatKind
{
    Text,
    JsonObject,
    JsonSchema,
}

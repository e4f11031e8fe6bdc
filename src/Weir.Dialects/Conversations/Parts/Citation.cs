using System.Text.Json;

namespace Weir.Dialects.Conversations.Parts;

/// <summary>A source of a piece of text.</summary>
public sealed record Citation
{
    public string? Url { get; init; }

    public string? Title { get; init; }

    /// <summary>The words that are cited from the source.</summary>
    public string? Quote { get; init; }

    /// <summary>Where the citing piece begins in the text, in UTF-16 units; null where it is the whole part.</summary>
    public int? Start { get; init; }

    /// <summary>Where it ends, exclusive.</summary>
    public int? End { get; init; }

    /// <summary>The whole citation as its dialect wrote it. Owns its memory.</summary>
    public JsonElement? Json { get; init; }

    /// <summary>The dialect of <see cref="Json"/>.</summary>
    public string Dialect { get; init; } = "";
}

namespace Weir.Dialects.Conversations.Parts;

/// <summary>A piece of a message or of an answer. The kinds are the types of this folder, and no others.</summary>
public abstract record Part
{
    private protected Part()
    {
    }

    /// <summary>The provider's own id of this piece (an item id of Responses); opaque, of use only to <see cref="Extras.Dialect"/>.</summary>
    public string? Id { get; init; }

    /// <summary>A cache mark behind this piece.</summary>
    public CacheMark? Cache { get; init; }

    public Extras Extras { get; init; } = Extras.None;
}

/// <summary>Text. May be empty: an empty text can carry something in its extras or stand before something.</summary>
public sealed record TextPart(string Text) : Part
{
    /// <summary>Sources of this text, in order.</summary>
    public IReadOnlyList<Citation> Citations { get; init; } = [];
}

/// <summary>The model's words of refusal, where a dialect tells them from text.</summary>
public sealed record RefusalPart(string Text) : Part;

/// <summary>A picture, a sound, a film or a file.</summary>
/// <param name="Kind">What it is to the model.</param>
/// <param name="Source">Where its bytes are.</param>
public sealed record MediaPart(MediaKind Kind, MediaSource Source) : Part
{
    /// <summary>A file's name or a document's title.</summary>
    public string? Name { get; init; }

    /// <summary>How closely to look (<c>low</c>, <c>high</c>, <c>auto</c>), as it came.</summary>
    public string? Detail { get; init; }

    /// <summary>The words of spoken audio, where the provider tells them.</summary>
    public string? Transcript { get; init; }
}

/// <summary>What a <see cref="MediaPart"/> is.</summary>
public enum MediaKind
{
    Image,
    Audio,
    Video,

    /// <summary>A document: PDF, plain text and the like.</summary>
    File,
}

/// <summary>
/// A block that only its own dialect knows, kept whole: sent back unchanged to that dialect, reported as lost elsewhere.
/// </summary>
/// <param name="Dialect">The dialect it came from.</param>
/// <param name="Type">The dialect's name for its kind.</param>
/// <param name="Json">The whole block. Owns its memory.</param>
public sealed record OpaquePart(string Dialect, string Type, System.Text.Json.JsonElement Json) : Part;

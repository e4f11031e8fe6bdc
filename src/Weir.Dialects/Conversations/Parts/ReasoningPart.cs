namespace Weir.Dialects.Conversations.Parts;

/// <summary>
/// What a model thought. Its signature must come back to the provider unchanged, also where the text is empty; a signature that stands on another part in its own dialect
/// (Gemini's function calls) is here a reasoning part without text that is bound to the part behind it.
/// </summary>
/// <param name="Text">The thoughts, or their summary; may be empty.</param>
public sealed record ReasoningPart(string Text) : Part
{
    /// <summary>Proof or encrypted content that the provider wants back. Null when there is none.</summary>
    public Signature? Signature { get; init; }

    /// <summary>True when <see cref="Text"/> is a summary of thoughts, not the thoughts.</summary>
    public bool IsSummary { get; init; }

    /// <summary>True when the thoughts were withheld and only <see cref="Signature"/> carries them (<c>redacted_thinking</c>).</summary>
    public bool IsRedacted { get; init; }

    /// <summary>True when the signature belongs to the next part in its own dialect.</summary>
    public bool BindsNext { get; init; }
}

/// <summary>Opaque reasoning state of a provider: an Anthropic signature, encrypted content of Responses, a thought signature of Gemini.</summary>
/// <param name="Dialect">The dialect that can read it. Other dialects carry it to and fro (<see cref="SignatureEnvelope"/>), never to their providers.</param>
/// <param name="Data">As it came.</param>
public sealed record Signature(string Dialect, string Data);

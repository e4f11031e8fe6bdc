using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Errors;

namespace Weir.Dialects.Streaming;

/// <summary>
/// One step of an answer that comes as a stream, in no dialect's words. In order: one <see cref="AnswerStarted"/>; parts, each <see cref="PartStarted"/>, any deltas,
/// <see cref="PartEnded"/>, with indexes that count up from 0 within a choice and never come back (parts of one choice may overlap); <see cref="ChoiceEnded"/> for each
/// choice; one <see cref="AnswerEnded"/>, or an <see cref="AnswerFailed"/> instead, at any place. Readers keep to this order whatever the wire does.
/// </summary>
public abstract record StreamEvent
{
    private protected StreamEvent()
    {
    }
}

/// <summary>The answer begins. Its <see cref="Answer.Choices"/> are empty; usage is what is known by now.</summary>
public sealed record AnswerStarted(Answer Answer) : StreamEvent;

/// <summary>A part begins: all of it that is known, with empty text or arguments where deltas follow. A part without deltas (media, redacted reasoning, a server tool's result) is here whole.</summary>
public sealed record PartStarted(int Index, Part Part, int Choice = 0) : StreamEvent;

/// <summary>More of a part's text: of text, refusal, reasoning, tool arguments, or the transcript of audio, by the kind of the part.</summary>
public sealed record TextDelta(int Index, string Text, int Choice = 0) : StreamEvent
{
    /// <summary>Log probabilities of these tokens, in OpenAI chat's form.</summary>
    public JsonElement? LogProbs { get; init; }
}

/// <summary>More base64 of an audio part.</summary>
public sealed record MediaDelta(int Index, string Base64, int Choice = 0) : StreamEvent;

/// <summary>The signature of a reasoning part; the last one counts.</summary>
public sealed record SignatureDelta(int Index, Signature Signature, int Choice = 0) : StreamEvent;

/// <summary>A source of a text part.</summary>
public sealed record CitationDelta(int Index, Citation Citation, int Choice = 0) : StreamEvent;

/// <summary>
/// The part is complete. <paramref name="Whole"/> is the part with everything that only its end tells (a server tool's input, an item's last encrypted content, extras); null when
/// start and deltas said all.
/// </summary>
public sealed record PartEnded(int Index, Part? Whole = null, int Choice = 0) : StreamEvent;

/// <summary>A choice is complete. Its <see cref="Choice.Parts"/> are empty: they went before.</summary>
public sealed record ChoiceEnded(Choice Choice) : StreamEvent;

/// <summary>The answer is complete. <see cref="Answer.Usage"/> is final; choices are empty.</summary>
public sealed record AnswerEnded(Answer Answer) : StreamEvent;

/// <summary>The upstream failed half-way, or broke off.</summary>
public sealed record AnswerFailed(WeirError Error) : StreamEvent;

/// <summary>The upstream shows that it is alive.</summary>
public sealed record Ping : StreamEvent
{
    public static Ping Instance { get; } = new();
}

/// <summary>An event that only its dialect knows.</summary>
/// <param name="Dialect">The dialect it came from.</param>
/// <param name="Name">The event's type.</param>
/// <param name="Json">The whole event. Owns its memory.</param>
public sealed record OpaqueEvent(string Dialect, string Name, JsonElement Json) : StreamEvent;

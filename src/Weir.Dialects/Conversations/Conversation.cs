using Weir.Dialects.Conversations.Tools;

namespace Weir.Dialects.Conversations;

/// <summary>
/// One request to a model, in no dialect's words: what every reader reads into and every writer writes from. Immutable. What is null was not said by the client, and is not
/// said upstream either.
/// </summary>
public sealed record Conversation
{
    /// <summary>The dialect it was read from; empty for one that no reader made. A writer of the same dialect keeps the client's forms and judges nothing.</summary>
    public string Dialect { get; init; } = "";

    /// <summary>The model as it goes on the wire of the dialect that is read or written.</summary>
    public required string Model { get; init; }

    /// <summary>True when the client wants a stream.</summary>
    public bool Stream { get; init; }

    /// <summary>
    /// The messages in their order, system messages included. Messages of one role may follow each other: dialects that forbid it merge them (<see cref="Turns"/>).
    /// </summary>
    public IReadOnlyList<Message> Messages { get; init; } = [];

    /// <summary>The tools in the client's order, which prompt caches depend on.</summary>
    public IReadOnlyList<Tool> Tools { get; init; } = [];

    public ToolChoice? ToolChoice { get; init; }

    /// <summary>False forbids more than one tool call in an answer.</summary>
    public bool? ParallelToolCalls { get; init; }

    /// <summary>Text, any JSON, or JSON of a schema.</summary>
    public ResponseFormat? Format { get; init; }

    public Sampling Sampling { get; init; } = Sampling.Default;

    /// <summary>Most tokens of an answer, reasoning included.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>How many answers are wanted (<c>n</c>, <c>candidateCount</c>).</summary>
    public int? Choices { get; init; }

    public ReasoningRequest? Reasoning { get; init; }

    /// <summary>What the client says of the prompt cache as a whole; marks on single parts are theirs.</summary>
    public CacheRequest? Cache { get; init; }

    /// <summary>An opaque id of the end user (<c>user</c>, <c>safety_identifier</c>, <c>metadata.user_id</c>).</summary>
    public string? EndUser { get; init; }

    /// <summary>The client's own labels, which the provider stores with the request.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>The dialect's word for a service tier, as it came.</summary>
    public string? ServiceTier { get; init; }

    /// <summary><c>low</c>, <c>medium</c> or <c>high</c>: how long the answer's text should be.</summary>
    public string? Verbosity { get; init; }

    /// <summary>What the answer may be made of: <c>text</c>, <c>audio</c>, <c>image</c>; null leaves it to the model.</summary>
    public IReadOnlyList<string>? Modalities { get; init; }

    /// <summary>Voice and format of spoken answers; the dialect's own object.</summary>
    public System.Text.Json.JsonElement? AudioOutput { get; init; }

    /// <summary>Whether the provider may keep the answer for later reference.</summary>
    public bool? Store { get; init; }

    /// <summary>The stored answer that this request goes on from (Responses).</summary>
    public string? PreviousResponseId { get; init; }

    /// <summary>True when a chat client asked for usage at the end of its stream. Other dialects always tell it.</summary>
    public bool? IncludeUsage { get; init; }

    /// <summary>Members that only the client's own dialect knows.</summary>
    public Extras Extras { get; init; } = Extras.None;
}

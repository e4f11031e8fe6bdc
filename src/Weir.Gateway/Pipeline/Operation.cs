using Weir.Catalog;

namespace Weir.Gateway.Pipeline;

/// <summary>One thing a client can ask of the data plane; the table of them is <see cref="Operations"/>.</summary>
/// <param name="Name">What the ledger and the metrics call it.</param>
/// <param name="Path">Path below a connection's base URL, for operations that only OpenAI-shaped servers have.</param>
/// <param name="Shape">How the body is read.</param>
internal sealed record Operation(string Name, string Path, BodyShape Shape)
{
    /// <summary>The dialect that the client speaks.</summary>
    public string Dialect { get; init; } = DialectNames.OpenAiChat;

    /// <summary>What is asked for; decides who can serve it.</summary>
    public OperationKind Kind { get; init; }

    /// <summary>True where a stream ends in an end of its own, so that one that stops without is cut.</summary>
    public bool HasEnd { get; init; }

    /// <summary>False where a usage in the answer is not this request's own, but that of a batch that is booked by itself.</summary>
    public bool HasUsage { get; init; } = true;
}

/// <summary>What an operation is about.</summary>
internal enum OperationKind
{
    /// <summary>Served by OpenAI-shaped servers only, and not translated.</summary>
    Other,

    /// <summary>A conversation: any client dialect reaches any target.</summary>
    Conversation,

    /// <summary>The tokens of a conversation.</summary>
    CountTokens,

    /// <summary>The provider's own API.</summary>
    PassThrough,
}

/// <summary>How a request's body is read.</summary>
internal enum BodyShape
{
    Json,
    Form,

    /// <summary>JSON whose model and wish for a stream stand in the address.</summary>
    JsonByRoute,

    /// <summary>Forwarded unread, but for the model of a JSON body.</summary>
    Opaque,
}

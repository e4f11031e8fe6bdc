using Weir.Dialects.Errors;
using Weir.Dialects.Usage;
using Weir.Metering.Prices;

namespace Weir.Metering.Ledger;

/// <summary>The ledger row of one request, with its attempts. Written once, when the request is over.</summary>
public sealed record UsageRecord
{
    /// <summary><see cref="AnsweredBy"/> of an answer out of the response cache.</summary>
    public const string ByCache = "cache";

    /// <summary>The request id that the client saw in <c>x-weir-request-id</c>: <c>req_</c> and 26 characters, ascending in time.</summary>
    public required string Id { get; init; }

    /// <summary>When the request came in.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Id of the client key; null when the request was refused before a key was known.</summary>
    public string? KeyId { get; init; }

    public string? User { get; init; }

    /// <summary>The team of the key when the request came in; null when it had none.</summary>
    public string? Team { get; init; }

    /// <summary>The connection that answered; null when none was reached.</summary>
    public string? Connection { get; init; }

    /// <summary>The provider behind <see cref="Connection"/>.</summary>
    public string? Provider { get; init; }

    /// <summary>The model as the client named it.</summary>
    public string? ModelAsked { get; init; }

    /// <summary>The target that answered, <c>connection/model</c>.</summary>
    public string? ModelAnswered { get; init; }

    /// <summary>The dialect the client spoke.</summary>
    public required string Dialect { get; init; }

    /// <summary>The route, e.g. <c>chat.completions</c>, <c>embeddings</c>, <c>pass-through</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>True when the answer was a stream.</summary>
    public bool Streamed { get; init; }

    public TokenUsage Usage { get; init; }

    /// <summary>True when the upstream told no usage (or the client hung up before it came) and <see cref="Usage"/> is Weir's estimate.</summary>
    public bool Estimated { get; init; }

    /// <summary>Cost; null when the model has no known price.</summary>
    public NanoDollars? Cost { get; init; }

    /// <summary>Which price the cost was made with, e.g. <c>catalog:2026-06-30</c>; null with <see cref="Cost"/>.</summary>
    public string? PriceVersion { get; init; }

    /// <summary>
    /// What caches saved against the full price, in billionths of a US dollar: the provider's prompt cache, or Weir's answer cache where
    /// <see cref="AnsweredBy"/> says so. Below zero where writing to a cache cost more than reading saved; null when no price is known.
    /// </summary>
    public long? SavedNano { get; init; }

    /// <summary>The HTTP status the client got; 499 when it hung up.</summary>
    public required int Status { get; init; }

    /// <summary>What went wrong; <see cref="ErrorKind.Unknown"/> when nothing did.</summary>
    public ErrorKind Error { get; init; }

    /// <summary>From the request's arrival to the first byte of the answer's body; null when there was none.</summary>
    public TimeSpan? TimeToFirstByte { get; init; }

    /// <summary>From the request's arrival to its end.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The client's <c>x-weir-tags</c>, as sent: <c>a=b,c=d</c>.</summary>
    public string? Tags { get; init; }

    /// <summary>The client's <c>x-weir-run</c>.</summary>
    public string? RunId { get; init; }

    /// <summary>Who answered where no provider was asked: <see cref="ByCache"/>; null otherwise.</summary>
    public string? AnsweredBy { get; init; }

    /// <summary>Version of the routing snapshot that the request saw; null for rows of before there was one.</summary>
    public long? SnapshotVersion { get; init; }

    /// <summary>What was decided on the request's way, a sentence a line: who was passed over and why, who was asked instead. Null where it went straight.</summary>
    public string? Notes { get; init; }

    /// <summary>One per target tried, in order; empty when the request was refused before any was.</summary>
    public IReadOnlyList<AttemptRecord> Attempts { get; init; } = [];
}

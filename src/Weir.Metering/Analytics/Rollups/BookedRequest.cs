using Weir.Metering.Ledger;

namespace Weir.Metering.Analytics.Rollups;

/// <summary>
/// What the sums need of a row of the ledger. What a row counts as is said here and nowhere else, so that sums that were kept and sums that
/// are made anew from the ledger are the same.
/// </summary>
internal sealed record BookedRequest
{
    /// <summary>Columns of <c>requests r</c> in the order that <see cref="BookedRequestReader"/> reads them.</summary>
    public const string Columns =
        """
        r.id, r.time, r.provider, r.connection, r.model_asked, r.model_answered, r.key_id, r."user", r.team, r.operation, r.tags, r.run_id,
        r.input, r.cached_read, r.cached_write, r.input_audio, r.output, r.reasoning, r.output_audio, r.estimated, r.cost_nano, r.saved_nano,
        r.status, r.error, r.answered_by, r.ttfb_us, r.duration_us
        """;

    // What an upstream tells may be absurd: no row counts for more than a million dollars or a million million tokens, or for less than none.
    private const long MostNano = 1_000_000_000_000_000;
    private const long MostTokens = 1_000_000_000_000;

    public string Id { get; init; } = "";

    /// <summary>Unix milliseconds.</summary>
    public long Time { get; init; }

    public string? Provider { get; init; }

    public string? Connection { get; init; }

    public string? ModelAsked { get; init; }

    public string? ModelAnswered { get; init; }

    public string? KeyId { get; init; }

    public string? User { get; init; }

    public string? Team { get; init; }

    public string? Operation { get; init; }

    public string? Tags { get; init; }

    public string? RunId { get; init; }

    public long Input { get; init; }

    public long CachedRead { get; init; }

    public long CachedWrite { get; init; }

    public long InputAudio { get; init; }

    public long Output { get; init; }

    public long Reasoning { get; init; }

    public long OutputAudio { get; init; }

    public bool IsEstimated { get; init; }

    public long? CostNano { get; init; }

    public long? SavedNano { get; init; }

    public long Status { get; init; }

    public string? Error { get; init; }

    public string? AnsweredBy { get; init; }

    public long? FirstByteMicroseconds { get; init; }

    public long DurationMicroseconds { get; init; }

    /// <summary>The target that answered; the model as asked where none did.</summary>
    public string? Model => ModelAnswered ?? ModelAsked;

    public bool IsFailed => Error is not null || Status >= 400;

    private bool IsOutOfCache => AnsweredBy == UsageRecord.ByCache;

    private long Saved => Math.Clamp(SavedNano ?? 0, -MostNano, MostNano);

    public long ValueOf(Measure measure) => measure switch
    {
        Measure.Requests => 1,
        Measure.Failed => IsFailed ? 1 : 0,
        Measure.Input => Tokens(Input),
        Measure.CachedRead => Tokens(CachedRead),
        Measure.CachedWrite => Tokens(CachedWrite),
        Measure.InputAudio => Tokens(InputAudio),
        Measure.Output => Tokens(Output),
        Measure.Reasoning => Tokens(Reasoning),
        Measure.OutputAudio => Tokens(OutputAudio),
        Measure.Cost => Math.Clamp(CostNano ?? 0, 0, MostNano),
        Measure.Unpriced => CostNano is null && Input + Output > 0 ? 1 : 0,
        Measure.Estimated => IsEstimated ? 1 : 0,
        Measure.CacheHits => IsOutOfCache ? 1 : 0,
        Measure.SavedPrompt => IsOutOfCache ? 0 : Saved,
        Measure.SavedAnswer => IsOutOfCache ? Saved : 0,
        _ => throw new ArgumentOutOfRangeException(nameof(measure), measure, "There is no such sum."),
    };

    private static long Tokens(long told) => Math.Clamp(told, 0, MostTokens);
}

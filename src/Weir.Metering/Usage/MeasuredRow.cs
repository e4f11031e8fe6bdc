using System.Collections.Frozen;
using Weir.Dialects.Errors;
using Weir.Dialects.Usage;
using Weir.Metering.Prices;

namespace Weir.Metering.Usage;

/// <summary>What rows of <c>requests</c> and <c>attempts</c> have in common.</summary>
internal abstract class MeasuredRow
{
    /// <summary>The common columns.</summary>
    public const string Columns =
        """
        connection, input, cached_read AS CachedRead, cached_write AS CachedWrite, input_audio AS InputAudio, output, reasoning,
        output_audio AS OutputAudio, estimated, cost_nano AS CostNano, price_version AS PriceVersion, status, error,
        ttfb_us AS FirstByteMicroseconds, duration_us AS DurationMicroseconds
        """;

    private static readonly FrozenDictionary<string, ErrorKind> Kinds =
        Enum.GetValues<ErrorKind>().ToFrozenDictionary(kind => kind.Code(), StringComparer.Ordinal);

    public string? Connection { get; init; }

    public long Input { get; init; }

    public long CachedRead { get; init; }

    public long CachedWrite { get; init; }

    public long InputAudio { get; init; }

    public long Output { get; init; }

    public long Reasoning { get; init; }

    public long OutputAudio { get; init; }

    public long Estimated { get; init; }

    public long? CostNano { get; init; }

    public string? PriceVersion { get; init; }

    public long Status { get; init; }

    public string? Error { get; init; }

    public long? FirstByteMicroseconds { get; init; }

    public long DurationMicroseconds { get; init; }

    protected TokenUsage Usage => new()
    {
        Input = Input,
        CachedRead = CachedRead,
        CachedWrite = CachedWrite,
        InputAudio = InputAudio,
        Output = Output,
        Reasoning = Reasoning,
        OutputAudio = OutputAudio,
    };

    protected NanoDollars? Cost => CostNano is { } nano ? new NanoDollars(nano) : null;

    // A newer Weir may have written a kind that this one does not know.
    protected ErrorKind Kind => Error is null ? ErrorKind.Unknown : Kinds.GetValueOrDefault(Error, ErrorKind.UnexpectedResponse);

    protected TimeSpan? TimeToFirstByte => FirstByteMicroseconds is { } value ? Microseconds(value) : null;

    protected TimeSpan Duration => Microseconds(DurationMicroseconds);

    protected static TimeSpan Microseconds(long value) => TimeSpan.FromTicks(value * TimeSpan.TicksPerMicrosecond);
}

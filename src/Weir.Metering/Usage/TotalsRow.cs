using Weir.Dialects.Usage;
using Weir.Metering.Prices;

namespace Weir.Metering.Usage;

/// <summary>The sums as the database gives them.</summary>
internal sealed class TotalsRow
{
    /// <summary>The columns, over <c>requests r</c>.</summary>
    public const string Columns =
        $"""
        count(*) AS Requests,
        coalesce(sum({FilterSql.IsFailed}), 0) AS Failed,
        coalesce(sum(r.input), 0) AS Input, coalesce(sum(r.cached_read), 0) AS CachedRead, coalesce(sum(r.cached_write), 0) AS CachedWrite,
        coalesce(sum(r.input_audio), 0) AS InputAudio, coalesce(sum(r.output), 0) AS Output, coalesce(sum(r.reasoning), 0) AS Reasoning,
        coalesce(sum(r.output_audio), 0) AS OutputAudio,
        coalesce(sum(r.cost_nano), 0) AS Cost,
        coalesce(sum(r.cost_nano IS NULL AND r.input + r.output > 0), 0) AS Unpriced,
        coalesce(sum(r.estimated), 0) AS Estimated
        """;

    public string? GroupKey { get; init; }

    public string? GroupName { get; init; }

    public long Requests { get; init; }

    public long Failed { get; init; }

    public long Input { get; init; }

    public long CachedRead { get; init; }

    public long CachedWrite { get; init; }

    public long InputAudio { get; init; }

    public long Output { get; init; }

    public long Reasoning { get; init; }

    public long OutputAudio { get; init; }

    public long Cost { get; init; }

    public long Unpriced { get; init; }

    public long Estimated { get; init; }

    public UsageTotals ToTotals() => new()
    {
        Requests = Requests,
        Failed = Failed,
        Tokens = new TokenUsage
        {
            Input = Input,
            CachedRead = CachedRead,
            CachedWrite = CachedWrite,
            InputAudio = InputAudio,
            Output = Output,
            Reasoning = Reasoning,
            OutputAudio = OutputAudio,
        },
        Cost = new NanoDollars(Cost),
        Unpriced = Unpriced,
        Estimated = Estimated,
    };
}

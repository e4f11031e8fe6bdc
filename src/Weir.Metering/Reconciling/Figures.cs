namespace Weir.Metering.Reconciling;

/// <summary>What is compared. What one side does not tell is null, and not compared.</summary>
public sealed record Figures
{
    /// <summary>Requests that used anything.</summary>
    public long? Requests { get; init; }

    /// <summary>Tokens that went in, cached ones included.</summary>
    public long? Input { get; init; }

    /// <summary>Tokens that came out, reasoning included.</summary>
    public long? Output { get; init; }

    /// <summary>Nano-dollars.</summary>
    public long? CostNano { get; init; }

    /// <summary>Requests in the ledger whose tokens are Weir's own estimate: their difference is no surprise.</summary>
    public long Estimated { get; init; }

    /// <summary>Requests in the ledger without a known price.</summary>
    public long Unpriced { get; init; }

    /// <summary>Batches in the ledger: it has the sums of one, and not how many requests they are of. Where there are any, requests are not compared.</summary>
    public long Batches { get; init; }

    /// <summary>True when everything that both tell is the same.</summary>
    public bool Agrees(Figures other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Same(Requests, other.Requests) && Same(Input, other.Input) && Same(Output, other.Output) && Same(CostNano, other.CostNano);
    }

    private static bool Same(long? one, long? other) => one is null || other is null || one == other;
}

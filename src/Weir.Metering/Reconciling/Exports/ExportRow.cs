namespace Weir.Metering.Reconciling.Exports;

/// <summary>One line of a vendor's usage export: a request, or a sum over a day and model. What the export does not tell is null, which is not zero.</summary>
public sealed record ExportRow
{
    /// <summary>The vendor's id of the request; null for sums.</summary>
    public string? Id { get; init; }

    /// <summary>The moment, or the start of the day, universal time.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The model as the vendor names it.</summary>
    public required string Model { get; init; }

    /// <summary>Requests that used anything.</summary>
    public long? Requests { get; init; }

    /// <summary>Tokens that went in, cached ones included.</summary>
    public long? Input { get; init; }

    /// <summary>Tokens that came out, reasoning included.</summary>
    public long? Output { get; init; }

    /// <summary>Nano-dollars, exactly; vendors write parts of one.</summary>
    public decimal? CostNano { get; init; }
}

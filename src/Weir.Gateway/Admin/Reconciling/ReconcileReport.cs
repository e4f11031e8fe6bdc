namespace Weir.Gateway.Admin.Reconciling;

/// <summary>What came of comparing an export with the ledger.</summary>
public sealed record ReconcileReport
{
    /// <summary>The connections whose calls were compared.</summary>
    public required IReadOnlyList<string> Connections { get; init; }

    /// <summary>From then on.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Before then.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>True when there is no difference.</summary>
    public required bool Agrees { get; init; }

    /// <summary>Rows of the export in that time.</summary>
    public required int Rows { get; init; }

    /// <summary>Days and models that agree.</summary>
    public required int DaysThatAgree { get; init; }

    /// <summary>Requests that agree; null when the export has sums only.</summary>
    public int? RequestsThatAgree { get; init; }

    /// <summary>Days and models that do not, in the order of time.</summary>
    public required IReadOnlyList<DayDifferenceEntry> Days { get; init; }

    /// <summary>Requests that do not, in the order of time.</summary>
    public required IReadOnlyList<RequestDifferenceEntry> Requests { get; init; }
}

/// <summary>A day and model on which export and ledger do not agree.</summary>
/// <param name="Day">The day, universal time.</param>
/// <param name="Model">The model.</param>
/// <param name="Export">What the vendor says; null = nothing there.</param>
/// <param name="Ledger">What Weir says; null = nothing there.</param>
public sealed record DayDifferenceEntry(DateOnly Day, string Model, ComparedFigures? Export, ComparedFigures? Ledger);

/// <summary>A request on which export and ledger do not agree.</summary>
/// <param name="ExportId">The vendor's id; null = it has no such request.</param>
/// <param name="RequestId">Weir's id; null = the ledger has no such request.</param>
/// <param name="Time">When.</param>
/// <param name="Model">The model.</param>
/// <param name="Export">What the vendor says.</param>
/// <param name="Ledger">What Weir says.</param>
public sealed record RequestDifferenceEntry(string? ExportId, string? RequestId, DateTimeOffset Time, string Model, ComparedFigures? Export, ComparedFigures? Ledger);

/// <summary>What is compared; null where it is not told.</summary>
public sealed record ComparedFigures
{
    public long? Requests { get; init; }

    public long? Input { get; init; }

    public long? Output { get; init; }

    public long? CostNanoDollars { get; init; }

    /// <summary>The cost in dollars.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>Requests of the ledger whose tokens are Weir's own estimate.</summary>
    public long Estimated { get; init; }

    /// <summary>Requests of the ledger without a known price.</summary>
    public long Unpriced { get; init; }

    /// <summary>Batches of the ledger: each is one row for all of its requests, so requests are not compared.</summary>
    public long Batches { get; init; }
}

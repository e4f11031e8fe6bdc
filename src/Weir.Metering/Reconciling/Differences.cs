namespace Weir.Metering.Reconciling;

/// <summary>A day and model on which export and ledger do not agree.</summary>
/// <param name="Day">The day, universal time.</param>
/// <param name="Model">The model, as the ledger names it where it has it.</param>
/// <param name="Export">What the vendor says; null = it has nothing there.</param>
/// <param name="Ledger">What Weir says; null = it has nothing there.</param>
public sealed record DayDifference(DateOnly Day, string Model, Figures? Export, Figures? Ledger);

/// <summary>A request on which export and ledger do not agree.</summary>
/// <param name="ExportId">The vendor's id; null = it has no such request.</param>
/// <param name="RequestId">Weir's id; null = the ledger has no such request.</param>
/// <param name="Time">When, by the vendor where it has the request.</param>
/// <param name="Model">The model, as the ledger names it where it has it.</param>
/// <param name="Export">What the vendor says; null = it has no such request.</param>
/// <param name="Ledger">What Weir says; null = it has no such request.</param>
public sealed record RequestDifference(string? ExportId, string? RequestId, DateTimeOffset Time, string Model, Figures? Export, Figures? Ledger);

/// <summary>What came of comparing.</summary>
public sealed record Reconciliation
{
    /// <summary>Days and models that agree.</summary>
    public int DaysThatAgree { get; init; }

    /// <summary>Requests that agree; null when the export has no requests but sums.</summary>
    public int? RequestsThatAgree { get; init; }

    /// <summary>The days and models that do not, in the order of time.</summary>
    public IReadOnlyList<DayDifference> Days { get; init; } = [];

    /// <summary>The requests that do not, in the order of time; empty when the export has none.</summary>
    public IReadOnlyList<RequestDifference> Requests { get; init; } = [];

    public bool Agrees => Days.Count == 0 && Requests.Count == 0;
}

namespace Weir.Gateway.Admin.Reconciling;

/// <summary>A vendor's usage export, to be compared with the ledger.</summary>
public sealed record ReconcileOrder
{
    /// <summary>Catalogue id: all its connections are compared. Not with <see cref="Connection"/>.</summary>
    public string? Provider { get; init; }

    /// <summary>Only this connection, which may be gone by now.</summary>
    public string? Connection { get; init; }

    /// <summary>From then on; null = from the first day of the export.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Before then; null = to the end of the last day of the export.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>What the vendor says.</summary>
    public IReadOnlyList<ExportedRow> Rows { get; init; } = [];
}

/// <summary>One row of an export: a request, or a sum over a day and model. What it does not tell is null.</summary>
public sealed record ExportedRow
{
    /// <summary>The vendor's id of the request; null for sums.</summary>
    public string? Id { get; init; }

    /// <summary>The moment, or the start of the day, universal time.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The model as the vendor names it.</summary>
    public required string Model { get; init; }

    public long? Requests { get; init; }

    /// <summary>Tokens that went in, cached ones included.</summary>
    public long? Input { get; init; }

    /// <summary>Tokens that came out, reasoning included.</summary>
    public long? Output { get; init; }

    /// <summary>Nano-dollars, which may have a fraction.</summary>
    public decimal? CostNano { get; init; }
}

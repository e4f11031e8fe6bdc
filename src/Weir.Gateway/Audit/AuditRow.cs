namespace Weir.Gateway.Audit;

/// <summary>A row of the log, as it is kept. Members in the order of the canonical bytes.</summary>
internal sealed record AuditRow
{
    /// <summary>1 for the first, one more for each.</summary>
    public long Number { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long At { get; init; }

    public string ActorKind { get; init; } = "";

    public string Actor { get; init; } = "";

    public string Address { get; init; } = "";

    public string Agent { get; init; } = "";

    public string Kind { get; init; } = "";

    public string Subject { get; init; } = "";

    public long Times { get; init; } = 1;

    /// <summary>A JSON object, or empty.</summary>
    public string Before { get; init; } = "";

    /// <summary>A JSON object, or empty.</summary>
    public string After { get; init; } = "";

    /// <summary>Hash of the row before.</summary>
    public string PreviousHash { get; init; } = "";

    /// <summary>Its own.</summary>
    public string Hash { get; init; } = "";
}

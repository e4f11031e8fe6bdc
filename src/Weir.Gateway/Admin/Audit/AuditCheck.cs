namespace Weir.Gateway.Admin.Audit;

/// <summary>What a walk along the audit log's chain found.</summary>
public sealed record AuditCheck
{
    /// <summary>True when every row is as it was written.</summary>
    public required bool Whole { get; init; }

    /// <summary>Good rows, from the first on.</summary>
    public required long Rows { get; init; }

    /// <summary>Number and hash of the last good row, as <c>--anchor</c> takes them: noted elsewhere, they show later whether anything up to there was changed.</summary>
    public required string Anchor { get; init; }

    /// <summary>The first number at which the chain is broken; null when it is whole.</summary>
    public long? BrokenAt { get; init; }

    /// <summary>What is wrong there, in a sentence.</summary>
    public string? Problem { get; init; }
}

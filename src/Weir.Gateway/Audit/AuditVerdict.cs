namespace Weir.Gateway.Audit;

/// <summary>What a walk along the chain found.</summary>
/// <param name="Rows">Rows that are good, from the first on.</param>
/// <param name="LastNumber">Number of the last good row; 0 when there is none.</param>
/// <param name="LastHash">Its hash: noted elsewhere, it shows later whether anything up to there was changed.</param>
/// <param name="BrokenAt">The first number at which the chain is broken; null when it is whole.</param>
/// <param name="Problem">What is wrong there, in a sentence.</param>
internal sealed record AuditVerdict(long Rows, long LastNumber, string LastHash, long? BrokenAt, string? Problem);

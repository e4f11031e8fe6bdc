namespace Weir.Gateway.Admin.Audit;

/// <summary>The audit log. Every method throws <see cref="AdminException"/> when it refuses or can't.</summary>
public interface IAuditAdmin
{
    /// <summary>Rows, the newest first; with <see cref="AuditQuestion.After"/> the oldest first.</summary>
    /// <param name="question">Which.</param>
    /// <param name="limit">How many at most, 1 to 1000.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<AuditEntry>> AuditAsync(AuditQuestion question, int limit, CancellationToken cancellationToken);

    /// <summary>Walks along the whole chain.</summary>
    /// <param name="anchor"><c>NUMBER:HASH</c> that was noted before and must still be there; null for none.</param>
    /// <param name="cancellationToken">Ends the walk.</param>
    Task<AuditCheck> VerifyAuditAsync(string? anchor, CancellationToken cancellationToken);
}

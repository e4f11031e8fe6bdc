using Weir.Gateway.Admin.Audit;

namespace Weir.Gateway.Admin.Work;

/// <content>The audit log.</content>
internal sealed partial class GatewayAdmin
{
    public Task<IReadOnlyList<AuditEntry>> AuditAsync(AuditQuestion question, int limit, CancellationToken cancellationToken) => audit.ListAsync(question, limit, cancellationToken);

    public Task<AuditCheck> VerifyAuditAsync(string? anchor, CancellationToken cancellationToken) => audit.VerifyAsync(anchor, cancellationToken);
}

using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Audit;

namespace Weir.Admin;

/// <content>The audit log.</content>
internal sealed partial class HttpAdmin
{
    public Task<IReadOnlyList<AuditEntry>> AuditAsync(AuditQuestion question, int limit, CancellationToken cancellationToken) =>
        http.GetAsync(AdminRoutes.Audit.Template + AdminQuery.From(question, limit), Json.IReadOnlyListAuditEntry, cancellationToken);

    public Task<AuditCheck> VerifyAuditAsync(string? anchor, CancellationToken cancellationToken) =>
        http.GetAsync(AdminRoutes.VerifyAudit.Template + AdminQuery.Build(("anchor", anchor)), Json.AuditCheck, cancellationToken);
}

using Weir.Gateway.Admin.Browsers;
using Weir.Gateway.Admin.Overrides;
using Weir.Gateway.Admin.Sessions;
using Weir.Gateway.Admin.Work.Audit;
using Weir.Gateway.Audit;

namespace Weir.Gateway.Admin.Work;

/// <content>Models chosen while running, test sessions, and the console.</content>
internal sealed partial class GatewayAdmin
{
    public Task<IReadOnlyList<OverrideEntry>> ListOverridesAsync(CancellationToken cancellationToken) => Task.FromResult(overrides.List());

    public Task<OverrideChange> SetOverrideAsync(OverrideOrder order, CancellationToken cancellationToken) => audit.AfterAsync(overrides.SetAsync(order, cancellationToken), AuditNotes.ModelChanged);

    public Task<IReadOnlyList<OverrideEntry>> ResetOverridesAsync(OverrideSubject? subject, CancellationToken cancellationToken) => audit.AfterEachAsync(overrides.ResetAsync(subject, cancellationToken), AuditNotes.ModelReset);

    public Task<OverrideChange> PreviewOverrideAsync(OverrideOrder order, CancellationToken cancellationToken) => overrides.PreviewAsync(order, cancellationToken);

    public Task<IReadOnlyList<SessionEntry>> ListSessionsAsync(CancellationToken cancellationToken) => sessions.ListSessionsAsync(cancellationToken);

    public Task<CreatedSession> CreateSessionAsync(SessionOrder order, CancellationToken cancellationToken) => audit.AfterAsync(sessions.CreateSessionAsync(order, cancellationToken), AuditNotes.SessionCreated);

    public Task<SessionTest> TestSessionAsync(string id, CancellationToken cancellationToken) => sessions.TestSessionAsync(id, cancellationToken);

    public Task<SessionEntry> EndSessionAsync(string id, CancellationToken cancellationToken) => audit.AfterAsync(sessions.EndSessionAsync(id, cancellationToken), AuditNotes.SessionEnded);

    public Task<ConsoleLink> CreateConsoleLinkAsync(string? keyId, CancellationToken cancellationToken) => audit.AfterAsync(console.CreateConsoleLinkAsync(keyId, cancellationToken), static _ => new AuditNote { Kind = AuditKinds.ConsoleLink, Subject = "console" });
}

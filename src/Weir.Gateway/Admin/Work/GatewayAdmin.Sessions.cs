using Weir.Gateway.Admin.Browsers;
using Weir.Gateway.Admin.Overrides;
using Weir.Gateway.Admin.Sessions;

namespace Weir.Gateway.Admin.Work;

/// <content>Models chosen while running, test sessions, and the console.</content>
internal sealed partial class GatewayAdmin
{
    public Task<IReadOnlyList<OverrideEntry>> ListOverridesAsync(CancellationToken cancellationToken) => Task.FromResult(overrides.List());

    public Task<OverrideChange> SetOverrideAsync(OverrideOrder order, CancellationToken cancellationToken) => overrides.SetAsync(order, cancellationToken);

    public Task<OverrideChange> PreviewOverrideAsync(OverrideOrder order, CancellationToken cancellationToken) => overrides.PreviewAsync(order, cancellationToken);

    public Task<IReadOnlyList<OverrideEntry>> ResetOverridesAsync(OverrideSubject? subject, CancellationToken cancellationToken) => overrides.ResetAsync(subject, cancellationToken);

    public Task<IReadOnlyList<SessionEntry>> ListSessionsAsync(CancellationToken cancellationToken) => sessions.ListSessionsAsync(cancellationToken);

    public Task<CreatedSession> CreateSessionAsync(SessionOrder order, CancellationToken cancellationToken) => sessions.CreateSessionAsync(order, cancellationToken);

    public Task<SessionTest> TestSessionAsync(string id, CancellationToken cancellationToken) => sessions.TestSessionAsync(id, cancellationToken);

    public Task<SessionEntry> EndSessionAsync(string id, CancellationToken cancellationToken) => sessions.EndSessionAsync(id, cancellationToken);

    public Task<ConsoleLink> CreateConsoleLinkAsync(string? keyId, CancellationToken cancellationToken) => console.CreateConsoleLinkAsync(keyId, cancellationToken);
}

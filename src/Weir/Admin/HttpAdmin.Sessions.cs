using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Browsers;
using Weir.Gateway.Admin.Overrides;
using Weir.Gateway.Admin.Sessions;

namespace Weir.Admin;

/// <content>Models chosen while running, and test sessions.</content>
internal sealed partial class HttpAdmin
{
    public Task<IReadOnlyList<OverrideEntry>> ListOverridesAsync(CancellationToken cancellationToken) =>
        http.GetAsync(AdminRoutes.Overrides.Template, Json.IReadOnlyListOverrideEntry, cancellationToken);

    public Task<OverrideChange> SetOverrideAsync(OverrideOrder order, CancellationToken cancellationToken) =>
        http.SendAsync(AdminRoutes.SetOverride.Method, AdminRoutes.SetOverride.Template, order, Json.OverrideOrder, Json.OverrideChange, cancellationToken);

    public Task<IReadOnlyList<OverrideEntry>> ResetOverridesAsync(OverrideSubject? subject, CancellationToken cancellationToken) => http.SendAsync(
        AdminRoutes.ResetOverrides.Method,
        AdminRoutes.ResetOverrides.Template + AdminQuery.Build(("scope", subject?.Scope), ("id", subject?.Id)),
        null,
        Json.IReadOnlyListOverrideEntry,
        cancellationToken);

    public Task<IReadOnlyList<SessionEntry>> ListSessionsAsync(CancellationToken cancellationToken) =>
        http.GetAsync(AdminRoutes.Sessions.Template, Json.IReadOnlyListSessionEntry, cancellationToken);

    public Task<CreatedSession> CreateSessionAsync(SessionOrder order, CancellationToken cancellationToken) =>
        http.SendAsync(AdminRoutes.CreateSession.Method, AdminRoutes.CreateSession.Template, order, Json.SessionOrder, Json.CreatedSession, cancellationToken);

    public Task<SessionTest> TestSessionAsync(string id, CancellationToken cancellationToken) =>
        http.SendAsync(AdminRoutes.TestSession.Method, AdminRoutes.TestSession.PathFor(id), null, Json.SessionTest, cancellationToken);

    public Task<SessionEntry> EndSessionAsync(string id, CancellationToken cancellationToken) =>
        http.SendAsync(AdminRoutes.EndSession.Method, AdminRoutes.EndSession.PathFor(id), null, Json.SessionEntry, cancellationToken);

    public Task<ConsoleLink> CreateConsoleLinkAsync(string? keyId, CancellationToken cancellationToken) =>
        http.SendAsync(AdminRoutes.CreateConsoleLink.Method, AdminRoutes.CreateConsoleLink.Template, null, Json.ConsoleLink, cancellationToken);
}

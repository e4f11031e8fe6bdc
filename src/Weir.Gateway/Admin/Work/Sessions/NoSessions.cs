using Weir.Gateway.Admin.Sessions;

namespace Weir.Gateway.Admin.Work.Sessions;

/// <summary>Where no gateway runs there are no test sessions: they live in its memory.</summary>
internal sealed class NoSessions : ISessionAdmin
{
    public Task<IReadOnlyList<SessionEntry>> ListSessionsAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<SessionEntry>>([]);

    public Task<CreatedSession> CreateSessionAsync(SessionOrder order, CancellationToken cancellationToken) => throw NoGateway();

    public Task<SessionTest> TestSessionAsync(string id, CancellationToken cancellationToken) => throw NoGateway();

    public Task<SessionEntry> EndSessionAsync(string id, CancellationToken cancellationToken) => throw NoGateway();

    private static AdminException NoGateway() =>
        new(AdminProblem.Conflict("No gateway runs, and test sessions live in one.", "Start it with `weir serve`, or name one with --url."));
}

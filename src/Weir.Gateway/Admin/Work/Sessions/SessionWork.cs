using Weir.Credentials;
using Weir.Gateway.Admin.Sessions;
using Weir.Gateway.Sessions;
using Weir.Metering.Usage;

namespace Weir.Gateway.Admin.Work.Sessions;

/// <summary>Makes, lists, tests and ends the test sessions of a running gateway.</summary>
internal sealed class SessionWork(TestSessions sessions, FirstMessage firstMessage, UsageQueries usage, LedgerView ledger) : ISessionAdmin
{
    private const int LongestMinutes = 24 * 60;

    public async Task<IReadOnlyList<SessionEntry>> ListSessionsAsync(CancellationToken cancellationToken)
    {
        var all = sessions.All;
        if (all.Count == 0)
        {
            return [];
        }

        await ledger.CatchUpAsync(cancellationToken);
        var groups = await usage.GroupsAsync(UsageGrouping.Connection, new UsageFilter { Since = all.Min(static session => session.CreatedAt) }, cancellationToken);
        var costs = groups.Where(static group => group.Key is not null).ToDictionary(static group => group.Key!, static group => group.Totals.Cost.Value, StringComparer.Ordinal);
        return [.. all.Select(session => Entry(session, costs.GetValueOrDefault(session.Name)))];
    }

    public Task<CreatedSession> CreateSessionAsync(SessionOrder order, CancellationToken cancellationToken)
    {
        if (order.Minutes is < 1 or > LongestMinutes)
        {
            throw Invalid($"A test session lives from 1 to {LongestMinutes} minutes.", "Give --minutes 30.");
        }

        if (order.Key.Trim() is not { Length: > 0 } key)
        {
            throw Invalid("The session has no key.", "Paste it at the prompt, or send it on standard input with --key-stdin.");
        }

        try
        {
            var wanted = new NewSession(order.Provider, TimeSpan.FromMinutes(order.Minutes), order.Model, order.By);
            if (sessions.Create(wanted, new Secret(key)) is not var (session, route, token))
            {
                throw new AdminException(AdminProblem.NotFound($"There is no provider or connection \"{order.Provider}\".", "`weir providers list --all` shows all of them."));
            }

            if (route.Connection.NotServed is { } reason)
            {
                session.End();
                throw Invalid($"\"{order.Provider}\" can't be served: {reason}", "Declare a connection of it in weir.yaml with what is missing, and make the session for that connection.");
            }

            return Task.FromResult(new CreatedSession(Entry(session, 0), token));
        }
        catch (InvalidOperationException full)
        {
            throw new AdminException(AdminProblem.Conflict(full.Message, "weir sessions list, then weir sessions end ID"), full);
        }
    }

    public Task<SessionTest> TestSessionAsync(string id, CancellationToken cancellationToken) => firstMessage.SendAsync(Find(id), cancellationToken);

    public async Task<SessionEntry> EndSessionAsync(string id, CancellationToken cancellationToken)
    {
        var session = Find(id);
        session.End();
        return (await ListSessionsAsync(cancellationToken)).First(entry => entry.Id == session.Id);
    }

    private static SessionEntry Entry(TestSession session, long cost) => new()
    {
        Id = session.Id,
        Connection = session.Name,
        Provider = session.Provider,
        Model = session.Model,
        State = session.IsOver ? "over" : "open",
        CreatedBy = session.CreatedBy,
        CreatedAt = session.CreatedAt,
        SecondsLeft = Math.Round(session.Left.TotalSeconds, 1),
        Uses = session.Uses,
        CostNanoDollars = cost,
    };

    private TestSession Find(string id) =>
        sessions.Find(id) ?? throw new AdminException(AdminProblem.NotFound($"There is no test session \"{id}\".", "`weir sessions list` shows all of them."));

    private static AdminException Invalid(string detail, string action) => new(AdminProblem.Invalid(detail, action));
}

using System.Security.Cryptography;
using Weir.Credentials;
using Weir.Dialects.Errors;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Upstream;
using Weir.Routing.Sessions;

namespace Weir.Gateway.Sessions;

/// <summary>The test sessions of this process. They are in memory only: its end is theirs. Safe for concurrent calls.</summary>
internal sealed class TestSessions(SessionConnections connections, UpstreamClients clients, TimeProvider time) : IDisposable
{
    /// <summary>Carries the token.</summary>
    public const string Header = "x-weir-session";

    /// <summary>How many may live at once.</summary>
    public const int MostAtOnce = 100;

    /// <summary>Sessions that are over are remembered, so that their holders are told so.</summary>
    private const int MostRemembered = 200;

    private readonly Lock _lock = new();
    private IReadOnlyList<(SessionToken Token, TestSession Session)> _sessions = [];

    /// <summary>The newest first; those that ended lately, too.</summary>
    public IReadOnlyList<TestSession> All => [.. Volatile.Read(ref _sessions).Reverse().Select(static entry => entry.Session)];

    /// <summary>Makes a session; null when there is no such provider. The token is told here and nowhere else.</summary>
    /// <exception cref="InvalidOperationException">As many live as may.</exception>
    public (TestSession Session, SessionRoute Route, string Token)? Create(NewSession wanted, Secret key)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        lock (_lock)
        {
            var live = _sessions.Count(static entry => !entry.Session.IsOver);
            if (live >= MostAtOnce)
            {
                throw new InvalidOperationException($"{live} test sessions are open; end one first.");
            }

            var session = new TestSession(NewId(), wanted, time, route => clients.Close(route.Connection));
            if (connections.Make(wanted.Provider, session.Name, key, () => session.IsOver) is not { } route)
            {
                return null;
            }

            session.Open(route);
            var (text, kept) = SessionToken.New();
            var over = Math.Max(0, _sessions.Count + 1 - MostRemembered);
            var dropped = _sessions.Where(static entry => entry.Session.IsOver).Take(over).ToHashSet();
            Volatile.Write(ref _sessions, [.. _sessions.Where(entry => !dropped.Contains(entry)), (kept, session)]);
            return (session, route, text);
        }
    }

    /// <summary>By its id, or by its connection's name.</summary>
    public TestSession? Find(string idOrName) =>
        Volatile.Read(ref _sessions).FirstOrDefault(entry => entry.Session.Id == idOrName || entry.Session.Name == idOrName).Session;

    /// <summary>What to tell a request that brings a token to where none is taken: its own connection would be used otherwise, to the surprise of its sender.</summary>
    public static WeirError? Misplaced(RequestContext context) =>
        context.Http.Request.Headers.ContainsKey(Header) && (context.Operation.Kind == OperationKind.PassThrough || context.Operation == Operations.Realtime)
            ? new WeirError(ErrorKind.InvalidRequest, "Test sessions are for requests that name a model; this endpoint takes none.", $"Leave {Header} out, or use /v1/chat/completions, /v1/responses or /v1/messages.")
            : null;

    /// <summary>Lets a request with a token into its session; returns why not, or null. A request without a token passes.</summary>
    public WeirError? Enter(RequestContext context)
    {
        if (context.Session is not null || !context.Http.Request.Headers.TryGetValue(Header, out var tokens))
        {
            return null;
        }

        if (Misplaced(context) is { } misplaced)
        {
            return misplaced;
        }

        var session = tokens is [{ } token] ? Holding(token) : null;
        context.Session = session?.TryUse();
        return context.Session is not null ? null : new WeirError(
            ErrorKind.InvalidCredentials,
            session is null ? "This gateway knows no test session with that token." : $"The test session {session.Id} is over.",
            $"Make one with `weir sessions create PROVIDER --minutes N` and send its token as {Header}, or leave the header out to use the gateway's connections.");
    }

    public void Dispose()
    {
        foreach (var (_, session) in Volatile.Read(ref _sessions))
        {
            session.End();
        }
    }

    /// <summary>Looks at all of them, whichever matches.</summary>
    private TestSession? Holding(string token)
    {
        var hash = SessionToken.Hash(token);
        TestSession? held = null;
        foreach (var (kept, session) in Volatile.Read(ref _sessions))
        {
            held = kept.Matches(hash) ? session : held;
        }

        return held;
    }

    private static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(5));
}

namespace Weir.Gateway.Admin.Sessions;

/// <summary>Test sessions: credentials for a while. Every method throws <see cref="AdminException"/> when it refuses or can't.</summary>
public interface ISessionAdmin
{
    /// <summary>The newest first; those that ended lately, too.</summary>
    Task<IReadOnlyList<SessionEntry>> ListSessionsAsync(CancellationToken cancellationToken);

    /// <summary>Makes a session. The answer is the only place where its token ever stands.</summary>
    Task<CreatedSession> CreateSessionAsync(SessionOrder order, CancellationToken cancellationToken);

    /// <summary>Sends a first message through a session. A failed call is an answer, not an exception.</summary>
    /// <param name="id">Its id, or the name of its connection.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<SessionTest> TestSessionAsync(string id, CancellationToken cancellationToken);

    /// <summary>Ends a session at once.</summary>
    /// <param name="id">Its id, or the name of its connection.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<SessionEntry> EndSessionAsync(string id, CancellationToken cancellationToken);
}

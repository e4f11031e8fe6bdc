using Weir.Routing.Sessions;

namespace Weir.Gateway.Sessions;

/// <summary>One request's hold on a test session.</summary>
internal sealed class SessionUse(TestSession session, SessionRoute route) : IDisposable
{
    private int _isGivenBack;

    public TestSession Session => session;

    /// <summary>The names that lead to the session's connection.</summary>
    public SessionRoute Route => route;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isGivenBack, 1) == 0)
        {
            session.GiveBack();
        }
    }
}

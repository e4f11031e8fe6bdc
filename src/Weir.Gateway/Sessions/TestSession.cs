using Weir.Routing.Sessions;

namespace Weir.Gateway.Sessions;

/// <summary>
/// One test session: a credential that only requests with its token use, for a span of time. The span is measured by the machine's running clock: setting the time of day neither
/// lengthens nor shortens it. Safe for concurrent calls.
/// </summary>
internal sealed class TestSession
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly TimeSpan _span;
    private readonly Action<SessionRoute> _close;
    private SessionRoute? _route;
    private ITimer? _timer;
    private int _underWay;
    private long _uses;
    private volatile bool _isEnded;

    /// <param name="id">Unique.</param>
    /// <param name="wanted">What was asked for.</param>
    /// <param name="time">Measures the span.</param>
    /// <param name="close">Called once, after the end, when the last request under way is done.</param>
    public TestSession(string id, NewSession wanted, TimeProvider time, Action<SessionRoute> close)
    {
        (Id, Provider, Model, CreatedBy, _span, _time, _close) = (id, wanted.Provider, wanted.Model, wanted.CreatedBy, wanted.Span, time, close);
        _started = time.GetTimestamp();
        CreatedAt = time.GetUtcNow();
    }

    public string Id { get; }

    /// <summary>The name of its connection, in the ledger and in <c>x-weir-model</c>.</summary>
    public string Name => NameOf(Id);

    /// <summary>The provider or connection that it was made for.</summary>
    public string Provider { get; }

    /// <summary>The model of its first message; null leaves the choice to Weir.</summary>
    public string? Model { get; }

    public string CreatedBy { get; }

    public DateTimeOffset CreatedAt { get; }

    /// <summary>Requests that were let in.</summary>
    public long Uses => Volatile.Read(ref _uses);

    /// <summary>Time to go; zero when it is over.</summary>
    public TimeSpan Left => _isEnded || _time.GetElapsedTime(_started) is var gone && gone >= _span ? TimeSpan.Zero : _span - gone;

    /// <summary>True from its end on, also while a late timer has not run yet.</summary>
    public bool IsOver => Left == TimeSpan.Zero;

    public static string NameOf(string id) => "session-" + id;

    /// <summary>Opens it: from here on it can be used, and ends by itself.</summary>
    public void Open(SessionRoute route)
    {
        lock (_lock)
        {
            _route = route;
            _timer = _time.CreateTimer(static session => ((TestSession)session!).End(), this, _span, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Lets a request in; null when the session is over. The request gives it back when it is done.</summary>
    public SessionUse? TryUse()
    {
        lock (_lock)
        {
            if (IsOver || _route is not { } route)
            {
                return null;
            }

            _underWay++;
            _uses++;
            return new SessionUse(this, route);
        }
    }

    /// <summary>Ends it: nobody is let in and nothing is signed any more. What an upstream is answering already is finished. A second call does nothing.</summary>
    public void End()
    {
        lock (_lock)
        {
            if (_isEnded)
            {
                return;
            }

            _isEnded = true;
            _timer?.Dispose();
            _timer = null;
            CloseWhenIdle();
        }
    }

    internal void GiveBack()
    {
        lock (_lock)
        {
            _underWay--;
            CloseWhenIdle();
        }
    }

    /// <summary>Lets go of the credential and the sockets as soon as nothing uses them.</summary>
    private void CloseWhenIdle()
    {
        if (_isEnded && _underWay == 0 && _route is { } route)
        {
            _route = null;
            _close(route);
        }
    }
}

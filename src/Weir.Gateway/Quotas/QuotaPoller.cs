using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Weir.Routing.Health;
using Weir.Routing.Snapshots;
using Weir.Routing.Targets;

namespace Weir.Gateway.Quotas;

/// <summary>
/// Asks upstreams what is left, gently: each at its interval, only those in use or asked about, four at a time, less often after failures. What is told goes to the board, and a connection without anything
/// left is withheld from routing. Never on a request's way.
/// </summary>
internal sealed partial class QuotaPoller(ISnapshotSource snapshots, QuotaBoard board, QuotaAsker asker, KeptQuotas kept, HealthBoard health, TimeProvider time, ILogger<QuotaPoller> logger) : IDisposable
{
    /// <summary>For so long after a question or a request a connection is of interest.</summary>
    private static readonly TimeSpan Interest = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<string, Task> _underWay = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _room = new(4, 4);
    private long _askedAboutAt = long.MinValue;
    private int _isLoaded;

    /// <summary>Somebody wants to know: for a while all connections are of interest.</summary>
    public void NoteInterest() => Volatile.Write(ref _askedAboutAt, time.GetUtcNow().UtcTicks);

    /// <summary>Brings back what was kept at the last stop. Once; later calls do nothing.</summary>
    public void Load()
    {
        if (Interlocked.Exchange(ref _isLoaded, 1) == 1)
        {
            return;
        }

        foreach (var quota in kept.Load())
        {
            if (board.Polled(quota.Connection) is null && snapshots.Current.FindConnection(quota.Connection) is { } connection && QuotaCall.Of(connection).Call is { } call && Sign(connection, call) == quota.Sign)
            {
                TryTake(connection, new PolledQuota { Sign = quota.Sign, Windows = quota.Windows });
            }
        }
    }

    /// <summary>A connection has another credential: one that was refused before is asked again.</summary>
    public void NoteCredential(string connection)
    {
        if (board.Polled(connection) is { IsRefused: true } state)
        {
            board.Keep(connection, state with { IsRefused = false, NextAt = time.GetUtcNow() });
        }
    }

    /// <summary>Asks those whose turn it is, without waiting for them, and forgets those that nobody asks any more.</summary>
    public void Tick()
    {
        var snapshot = snapshots.Current;
        board.ForgetOthers(snapshot);
        foreach (var name in board.AllPolled.Keys)
        {
            if (snapshot.FindConnection(name) is not { } connection || QuotaCall.Of(connection).Call is null)
            {
                Forget(name);
            }
        }

        foreach (var connection in snapshot.Connections)
        {
            if (QuotaCall.Of(connection).Call is { } call && Known(connection, call) is var state && IsWanted(connection) && QuotaPace.IsDue(state, isByHand: false, time.GetUtcNow()))
            {
                _ = AskAsync(connection, call);
            }
        }
    }

    /// <summary>Asks now, for a person: each connection that was not asked in the last ten seconds. Returns when all have answered, or after some seconds.</summary>
    /// <param name="name">Only this connection; null for all that can tell.</param>
    /// <param name="cancellationToken">Ends the wait, not the asking.</param>
    public async Task RefreshAsync(string? name, CancellationToken cancellationToken)
    {
        Load();
        var asked = snapshots.Current.Connections
            .Where(connection => name is null || connection.Name == name)
            .Select(static connection => (Connection: connection, QuotaCall.Of(connection).Call))
            .Where(entry => entry.Call is not null && QuotaPace.IsDue(Known(entry.Connection, entry.Call), isByHand: true, time.GetUtcNow()))
            .Select(entry => AskAsync(entry.Connection, entry.Call!));
        await Task.WhenAll(asked).WaitAsync(cancellationToken);
    }

    public void Dispose() => _room.Dispose();

    /// <summary>What is known of a connection as it is now; what an earlier address or credential told is forgotten.</summary>
    private PolledQuota? Known(Connection connection, QuotaCall call)
    {
        var state = board.Polled(connection.Name);
        if (state is null || state.Sign == Sign(connection, call))
        {
            return state;
        }

        Forget(connection.Name);
        return null;
    }

    private void Forget(string connection)
    {
        board.Forget(connection);
        health.Withheld.Remove(connection);
    }

    /// <summary>Whether a connection is still asked like this.</summary>
    private bool IsCurrent(Connection connection, QuotaCall call) =>
        snapshots.Current.FindConnection(connection.Name) is { } current && QuotaCall.Of(current).Call is { } now && Sign(current, now) == Sign(connection, call);

    private bool IsWanted(Connection connection)
    {
        var now = time.GetUtcNow();
        var since = (now - Interest).UtcTicks;
        return connection.NotServed is null
            && (Volatile.Read(ref _askedAboutAt) > since
                || health.Withheld.Against(connection.Name, now) is not null
                || health.OfConnection(connection.Name).Any(known => known.Health.Facts.LastUsed is { } used && used.UtcTicks > since));
    }

    /// <summary>One asks for all who want to know at the time.</summary>
    private Task AskAsync(Connection connection, QuotaCall call)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = _underWay.GetOrAdd(connection.Name, done.Task);
        if (running != done.Task)
        {
            return running;
        }

        _ = RunAsync(connection, call, done);
        return done.Task;
    }

    private async Task RunAsync(Connection connection, QuotaCall call, TaskCompletionSource done)
    {
        try
        {
            await _room.WaitAsync();
            try
            {
                if (!IsCurrent(connection, call))
                {
                    return;
                }

                var before = Known(connection, call) ?? new PolledQuota { Sign = Sign(connection, call) };
                var answer = await TryAskAsync(connection, call);
                if (!IsCurrent(connection, call))
                {
                    // weir.yaml was read again meanwhile: this is of an earlier address or credential, or nobody wants it any more.
                    return;
                }

                var after = QuotaPace.After(before, answer, connection.Quota.Interval, time.GetUtcNow(), Random.Shared.NextDouble());
                Take(connection, after);
                if (answer.Problem is { } problem && before.Problem != problem)
                {
                    LogFailed(connection.Name, problem);
                }

                if (answer.Problem is null)
                {
                    kept.Save([.. board.AllPolled.Where(static entry => entry.Value.Windows.Count > 0).Select(static entry => new KeptQuota(entry.Key, entry.Value.Sign, entry.Value.Windows))]);
                }
            }
            finally
            {
                _room.Release();
            }
        }
#pragma warning disable CA1031 // Nobody waits for it: whatever an upstream can answer must not be lost without a word.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogBroken(exception, connection.Name);
        }
        finally
        {
            _underWay.TryRemove(connection.Name, out _);
            done.TrySetResult();
        }
    }

    private async Task<QuotaAnswer> TryAskAsync(Connection connection, QuotaCall call)
    {
        try
        {
            return await asker.AskAsync(connection, call, CancellationToken.None);
        }
#pragma warning disable CA1031 // Whatever came, it is asked less often like after any failure.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogBroken(exception, connection.Name);
            return QuotaAnswer.Failed("Asking it failed; Weir's log says how.");
        }
    }

    private void TryTake(Connection connection, PolledQuota state)
    {
        try
        {
            Take(connection, state);
        }
#pragma warning disable CA1031 // Whatever is in the file, the gateway starts.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Forget(connection.Name);
            LogBroken(exception, connection.Name);
        }
    }

    private void Take(Connection connection, PolledQuota state)
    {
        board.Keep(connection.Name, state);
        if (QuotaPace.Withheld(state, connection.Quota.Interval, time.GetUtcNow()) is var (until, isTold))
        {
            if (health.Withheld.Against(connection.Name, time.GetUtcNow()) is null)
            {
                LogUsedUp(connection.Name, until);
            }

            health.Withheld.Add(connection.Name, until, isTold);
        }
        else
        {
            health.Withheld.Remove(connection.Name);
        }
    }

    private static string Sign(Connection connection, QuotaCall call) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{QuotaOrigin.Of(connection)}\n{call.Address}\n{call.Format.Name}")))[..16];

    [LoggerMessage(EventId = 3072, Level = LogLevel.Warning, Message = "The quota of {Connection} could not be read: {Problem}")]
    private partial void LogFailed(string connection, string problem);

    [LoggerMessage(EventId = 3073, Level = LogLevel.Warning, Message = "The quota of {Connection} is used up: it gets no requests until {Until:u}, unless there is nobody else")]
    private partial void LogUsedUp(string connection, DateTimeOffset until);

    [LoggerMessage(EventId = 3074, Level = LogLevel.Error, Message = "Asking {Connection} for its quota failed; Weir tries again")]
    private partial void LogBroken(Exception exception, string connection);
}

using Microsoft.Extensions.Logging;

namespace Weir.Credentials.Refresh;

/// <summary>
/// Gives a connection's access token and renews it before its end: once for all who wait, in this process and among all that share the
/// database. Near its end the present token serves while the next one is on its way. Safe for concurrent calls.
/// </summary>
internal sealed partial class TokenKeeper : IAsyncDisposable
{
    /// <summary>From here on a token counts as ended: a request must still reach the provider with it.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);

    // A provider that refuses for another reason must not make us ask for tokens all the time.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    // Systems that stop programs kill them soon after.
    private static readonly TimeSpan LastWait = TimeSpan.FromSeconds(10);

    private readonly string _connection;
    private readonly KeptCredential _kept;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly TokenLife _life;
    private readonly Lock _gate = new();

    private Task<StoredCredential>? _flight;
    private DateTimeOffset _renewedAt = DateTimeOffset.MinValue;
    private Failure? _failure;

    public TokenKeeper(string connection, ICredentialVault vault, ICredentialLeases leases, TimeProvider time, ILogger<TokenKeeper> logger)
    {
        (_connection, _time, _logger) = (connection, time, logger);
        _life = new TokenLife(time);
        _kept = new KeptCredential(connection, vault, leases, time, logger);
    }

    /// <summary>The newest credential that is known; null when there is none. Never waits.</summary>
    public StoredCredential? Current => _kept.Current;

    /// <summary>Whether there is a token, or a way to one.</summary>
    public AuthState State => Current switch
    {
        null => AuthState.Missing,
        { SignedOut: not null } => AuthState.SignInAgain,
        { Refresh: null } current when current.Access is null || _life.Left(current) <= TimeSpan.Zero => AuthState.SignInAgain,
        _ => AuthState.Ready,
    };

    /// <summary>A credential whose access token still works. Completes synchronously when it is at hand.</summary>
    /// <exception cref="CredentialException">There is none to be had.</exception>
    public ValueTask<StoredCredential> GetAsync(Renewal renewal, CancellationToken cancellationToken)
    {
        var current = Current ?? throw Missing();
        if (State == AuthState.SignInAgain)
        {
            throw SignInAgain(current);
        }

        var left = _life.Left(current);
        if (left > _life.Early(renewal, current) || (current.Refresh is null && left > TimeSpan.Zero))
        {
            return ValueTask.FromResult(current);
        }

        if (left <= Margin)
        {
            return WaitAsync(renewal, current, cancellationToken);
        }

        if (Resting(current) is null)
        {
            // Nobody waits for this one: a failure shows when the token has ended and somebody does.
            _ = Fly(renewal, current);
        }

        return ValueTask.FromResult(current);
    }

    /// <summary>Renews now, whatever the age of the token. What another process renewed meanwhile counts.</summary>
    /// <exception cref="CredentialException">It was refused, or nobody could be asked.</exception>
    public async ValueTask RefreshAsync(Renewal renewal, CancellationToken cancellationToken)
    {
        var current = Current ?? throw Missing();
        await Fly(renewal, current).WaitAsync(cancellationToken);
    }

    /// <summary>After a refusal by the provider: true when there is a token other than the refused one, worth one more try.</summary>
    public async ValueTask<bool> ReplaceAsync(Renewal renewal, Func<StoredCredential, bool> isRefused, CancellationToken cancellationToken)
    {
        if (Current is not { } current || State != AuthState.Ready)
        {
            return false;
        }

        if (!isRefused(current))
        {
            return true;
        }

        if (current.Refresh is null || Resting(current) is not null || IsNew())
        {
            return false;
        }

        try
        {
            return !isRefused(await Fly(renewal, current).WaitAsync(cancellationToken));
        }
        catch (CredentialException)
        {
            return false;
        }
    }

    /// <summary>The end of the program: a renewal under way is finished and kept, for the server may have replaced the refresh token already.</summary>
    public async ValueTask DisposeAsync()
    {
        Task? flight;
        lock (_gate)
        {
            flight = _flight;
        }

        if (flight is not null)
        {
            await Task.WhenAny(flight, Task.Delay(LastWait, _time));
        }

        await _kept.DisposeAsync();
    }

    private async ValueTask<StoredCredential> WaitAsync(Renewal renewal, StoredCredential current, CancellationToken cancellationToken)
    {
        var isUsable = _life.Left(current) > TimeSpan.Zero;
        if (Resting(current) is { } failure)
        {
            return isUsable ? current : throw new CredentialException(failure.Kind, failure.Message, failure.Action, failure);
        }

        try
        {
            return await Fly(renewal, current).WaitAsync(cancellationToken);
        }
        catch (CredentialException e) when (isUsable && e.Kind != CredentialFailure.SignInNeeded)
        {
            return current;
        }
    }

    // Apart from all who wait: no caller's going ends it.
    private Task<StoredCredential> Fly(Renewal renewal, StoredCredential seen)
    {
        lock (_gate)
        {
            if (_flight is null)
            {
                _flight = Task.Run(() => FlyAsync(renewal, seen));

                // All who wait may have gone: the failure counts as seen.
                _ = _flight.ContinueWith(static task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            }

            return _flight;
        }
    }

    private async Task<StoredCredential> FlyAsync(Renewal renewal, StoredCredential seen)
    {
        Failure? failure = null;
        try
        {
            return await _kept.AloneAsync(() => RenewAsync(renewal, seen));
        }
        catch (CredentialException e)
        {
            var count = _failure is { } before && KeptCredential.SameTokens(before.Seen, seen) ? before.Count + 1 : 1;
            failure = new Failure(e, seen, count, _time.GetUtcNow() + BackOff.Pause(count));
            LogFailed(_connection, e.Kind, e.Message);
            throw;
        }
        finally
        {
            lock (_gate)
            {
                _failure = failure;
                _flight = null;
            }
        }
    }

    private async Task<StoredCredential> RenewAsync(Renewal renewal, StoredCredential seen)
    {
        var known = await _kept.ReadAsync() ?? throw Missing();
        for (var isSecond = false; ; isSecond = true)
        {
            if (!KeptCredential.SameTokens(known, seen) && (known.SignedOut is not null || _life.Left(known) > _life.Early(renewal, known)))
            {
                // Another process was first.
                return known.SignedOut is null ? known : throw SignInAgain(known);
            }

            if (known.Refresh is null)
            {
                throw SignInAgain(known);
            }

            StoredCredential renewed;
            try
            {
                renewed = await renewal.RenewAsync(known, CancellationToken.None);
            }
            catch (CredentialException e) when (e.Kind == CredentialFailure.SignInNeeded && known.SignedOut is null)
            {
                var now = await _kept.ReadAsync() ?? throw Missing();
                if (!isSecond && now.Refresh?.Reveal() != known.Refresh.Reveal())
                {
                    // One that does not know of leases has put another there.
                    known = now;
                    continue;
                }

                await _kept.PutAsync(now, now with { Access = null, SignedOut = e.Message, SavedAt = _time.GetUtcNow() });
                throw Refused(e.Message, e);
            }

            return await KeepAsync(known, renewed);
        }
    }

    private async Task<StoredCredential> KeepAsync(StoredCredential known, StoredCredential renewed)
    {
        var kept = await _kept.PutAsync(known, renewed) ?? throw Missing();
        LogRenewed(_connection, kept.ExpiresAt);
        lock (_gate)
        {
            _renewedAt = _time.GetUtcNow();
        }

        return kept.SignedOut is null ? kept : throw SignInAgain(kept);
    }

    /// <summary>The failure after which this credential is not tried for a while; null when it may be.</summary>
    private CredentialException? Resting(StoredCredential current)
    {
        lock (_gate)
        {
            return _flight is null && _failure is { } failure && _time.GetUtcNow() < failure.Until && KeptCredential.SameTokens(failure.Seen, current) ? failure.Exception : null;
        }
    }

    private bool IsNew()
    {
        lock (_gate)
        {
            return _flight is null && _time.GetUtcNow() < _renewedAt + Pause;
        }
    }

    private CredentialException Missing() =>
        new(CredentialFailure.SignInNeeded, $"\"{_connection}\" has no credential.", $"Sign in: `weir auth login {_connection}`.");

    private CredentialException SignInAgain(StoredCredential credential) =>
        Refused(credential.SignedOut ?? "The sign-in has ended, and it can't be renewed.", null);

    private CredentialException Refused(string reason, CredentialException? inner) =>
        new(CredentialFailure.SignInNeeded, reason, $"Sign in again: `weir auth login {_connection}`.", inner);

    [LoggerMessage(EventId = 5010, Level = LogLevel.Information, Message = "The credential of {Connection} was renewed; it ends at {End}")]
    private partial void LogRenewed(string connection, DateTimeOffset? end);

    [LoggerMessage(EventId = 5011, Level = LogLevel.Warning, Message = "The credential of {Connection} could not be renewed: {Kind}: {Reason}")]
    private partial void LogFailed(string connection, CredentialFailure kind, string reason);

    /// <param name="Exception">What went wrong.</param>
    /// <param name="Seen">The credential that could not be renewed.</param>
    /// <param name="Count">How many failures in a row.</param>
    /// <param name="Until">No try before.</param>
    private sealed record Failure(CredentialException Exception, StoredCredential Seen, int Count, DateTimeOffset Until)
    {
        public override string ToString() => nameof(Failure);
    }
}

using Microsoft.Extensions.Logging;
using Weir.Credentials.Stores;

namespace Weir.Credentials.Refresh;

/// <summary>
/// A connection's credential: what the vault holds, or, when the store failed after a renewal, the renewed one, which is in memory alone until the
/// store takes it. The lease is held as long: nobody else may try the refresh token that the server has replaced.
/// </summary>
internal sealed partial class KeptCredential(string connection, ICredentialVault vault, ICredentialLeases leases, TimeProvider time, ILogger logger)
    : IAsyncDisposable
{
    private static readonly TimeSpan LongestWrite = TimeSpan.FromSeconds(20);

    private readonly Gate _turn = new();
    private readonly CancellationTokenSource _stop = new();
    private volatile Unsaved? _unsaved;
    private IAsyncDisposable? _lease;
    private Task? _saving;

    /// <summary>The newest that is known; null when there is none. Never waits.</summary>
    public StoredCredential? Current => Newest(vault.Find(connection));

    /// <summary>Runs <paramref name="act"/> alone in this process and among all who share the database.</summary>
    public async Task<T> AloneAsync<T>(Func<Task<T>> act)
    {
        await _turn.EnterAsync(CancellationToken.None);
        try
        {
            _lease ??= await leases.AcquireAsync(connection, CancellationToken.None);
            return await act();
        }
        finally
        {
            await LeaveAsync();
        }
    }

    /// <summary>Reads the store again. Call it inside <see cref="AloneAsync"/>.</summary>
    /// <exception cref="CredentialException">The store can't be read, and nothing newer is in memory.</exception>
    public async Task<StoredCredential?> ReadAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(LongestWrite, time);
            return Newest(await vault.ReadAsync(connection, limit.Token));
        }
        catch (Exception e) when (_unsaved is not null && e is not OutOfMemoryException)
        {
            // Nobody can have a newer one: the lease was not given back.
            return Current;
        }
        catch (OperationCanceledException e)
        {
            throw new CredentialException(CredentialFailure.Unavailable, $"The {vault.Source} does not answer.", "Try again in a while.", e);
        }
    }

    /// <summary>
    /// Keeps what was made of <paramref name="known"/>: in the store before anybody uses it, or in memory while the store fails. Returns what
    /// counts from now on: that, or what somebody else put into the store. Call it inside <see cref="AloneAsync"/>.
    /// </summary>
    public async Task<StoredCredential?> PutAsync(StoredCredential known, StoredCredential renewed)
    {
        var unsaved = new Unsaved(_unsaved?.Base ?? known, renewed);
        if (!await TrySaveAsync(unsaved))
        {
            _unsaved = unsaved;
            _saving ??= Task.Run(SaveLaterAsync);
        }

        return Current;
    }

    /// <summary>The end of the program: one last try for what is in memory alone.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
        {
            return;
        }

        await _stop.CancelAsync();
        if (_unsaved is not null)
        {
            await SaveAsync();
        }

        _stop.Dispose();
    }

    public static bool SameTokens(StoredCredential left, StoredCredential right) =>
        left.Access?.Reveal() == right.Access?.Reveal() && left.Refresh?.Reveal() == right.Refresh?.Reveal() && left.SignedOut == right.SignedOut;

    private StoredCredential? Newest(StoredCredential? stored) =>
        _unsaved is { } unsaved && stored is not null && SameTokens(stored, unsaved.Base) ? unsaved.Renewed : stored;

    private async Task<bool> TrySaveAsync(Unsaved unsaved)
    {
        try
        {
            using var limit = new CancellationTokenSource(LongestWrite, time);
            if (!await vault.ReplaceAsync(connection, unsaved.Base, unsaved.Renewed, limit.Token))
            {
                LogOvertaken(connection);
            }

            _unsaved = null;
            return true;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Whatever it was: what the server gave must not be lost for it.
            LogNotSaved(connection, (e as CredentialException)?.Message ?? e.GetType().Name);
            return false;
        }
    }

    private async Task SaveLaterAsync()
    {
        try
        {
            for (var failures = 1; ; failures++)
            {
                await Task.Delay(BackOff.Pause(failures), time, _stop.Token);
                if (await SaveAsync())
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The program ends; DisposeAsync tries once more.
        }
    }

    private async Task<bool> SaveAsync()
    {
        await _turn.EnterAsync(CancellationToken.None);
        try
        {
            if (_unsaved is null || await TrySaveAsync(_unsaved))
            {
                _saving = null;
                return true;
            }

            return false;
        }
        finally
        {
            await LeaveAsync();
        }
    }

    private async Task LeaveAsync()
    {
        try
        {
            if (_unsaved is null && _lease is { } lease)
            {
                _lease = null;
                await lease.DisposeAsync();
            }
        }
        finally
        {
            _turn.Leave();
        }
    }

    [LoggerMessage(EventId = 5001, Level = LogLevel.Error, Message = "The renewed credential of {Connection} is in memory alone: {Reason} Weir tries again")]
    private partial void LogNotSaved(string connection, string reason);

    [LoggerMessage(EventId = 5002, Level = LogLevel.Information, Message = "The credential of {Connection} was changed elsewhere while it was renewed; that change stays")]
    private partial void LogOvertaken(string connection);

    /// <param name="Base">What the store holds.</param>
    /// <param name="Renewed">What belongs there.</param>
    private sealed record Unsaved(StoredCredential Base, StoredCredential Renewed)
    {
        public override string ToString() => nameof(Unsaved);
    }
}

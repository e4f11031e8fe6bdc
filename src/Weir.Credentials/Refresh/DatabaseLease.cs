namespace Weir.Credentials.Refresh;

/// <summary>A lease that is held: renews itself until it is disposed of.</summary>
internal sealed class DatabaseLease : IAsyncDisposable
{
    private static readonly TimeSpan Pause = DatabaseLeases.Length / 3;

    private readonly CancellationTokenSource _end = new();
    private readonly Func<Task> _free;
    private readonly Task _renewal;

    /// <param name="time">Tells when to renew.</param>
    /// <param name="renew">Renews; false when the lease is lost.</param>
    /// <param name="free">Gives the lease back.</param>
    public DatabaseLease(TimeProvider time, Func<CancellationToken, Task<bool>> renew, Func<Task> free)
    {
        _free = free;
        _renewal = RenewAsync(time, renew, _end.Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (_end.IsCancellationRequested)
        {
            return;
        }

        await _end.CancelAsync();
        await _renewal;
        try
        {
            await _free();
        }
        catch (CredentialException)
        {
            // It ends by itself.
        }

        _end.Dispose();
    }

    private static async Task RenewAsync(TimeProvider time, Func<CancellationToken, Task<bool>> renew, CancellationToken cancellationToken)
    {
        try
        {
            bool isHeld;
            do
            {
                await Task.Delay(Pause, time, cancellationToken);
                isHeld = await TryAsync(renew, cancellationToken);
            }
            while (isHeld);
        }
        catch (OperationCanceledException)
        {
            // Given back.
        }
    }

    // A database that is busy for once is asked again; the lease lasts for three turns.
    private static async Task<bool> TryAsync(Func<CancellationToken, Task<bool>> renew, CancellationToken cancellationToken)
    {
        try
        {
            return await renew(cancellationToken);
        }
        catch (CredentialException)
        {
            return true;
        }
    }
}

namespace Weir.Credentials.Stores.Keychain;

/// <summary>Runs blocking calls one at a time on threads of their own, and waits for each of them, its turn included, no longer than a limit.</summary>
internal sealed class BlockingCalls(TimeSpan limit, TimeProvider time)
{
    private readonly Gate _gate = new();

    public TimeSpan Limit => limit;

    /// <param name="call">The call. It can't be stopped: after the limit it goes on, and those behind it wait.</param>
    /// <param name="held">Disposed of when the call is over, however late, or never began.</param>
    /// <param name="cancellationToken">Ends the wait, not the call.</param>
    /// <exception cref="TimeoutException">The limit has passed.</exception>
    public async Task<T> RunAsync<T>(Func<T> call, IDisposable? held, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        Task<T> running;
        try
        {
            if (!await _gate.TryEnterAsync(limit, cancellationToken))
            {
                throw new TimeoutException();
            }

            running = Task.Factory.StartNew(call, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        catch
        {
            held?.Dispose();
            throw;
        }

        _ = running.ContinueWith(
            ended =>
            {
                // Looked at, so that the failure of a call that nobody waits for any more is no unobserved one.
                _ = ended.Exception;
                held?.Dispose();
                _gate.Leave();
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        var left = limit - time.GetElapsedTime(start);
        return await running.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, time, cancellationToken);
    }
}

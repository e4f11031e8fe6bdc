namespace Weir.Credentials.Clouds;

/// <summary>
/// A value that ends and is fetched again: kept until shortly before its end, fetched once for all who wait. Near its end the present value
/// serves while the next one is on its way, so that nobody waits for a renewal that works.
/// </summary>
/// <param name="fetch">Gets a new value; its token ends the fetch after <see cref="Longest"/>, not with any one caller.</param>
/// <param name="endOf">When a value ends; null = never.</param>
/// <param name="time">The clock that values end by.</param>
internal sealed class Renewed<T>(Func<CancellationToken, Task<T>> fetch, Func<T, DateTimeOffset?> endOf, TimeProvider time)
    where T : class
{
    /// <summary>From here on a value is renewed before its end.</summary>
    public static readonly TimeSpan Early = TimeSpan.FromMinutes(5);

    /// <summary>From here on a value counts as ended: a request must still reach the provider with it.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    /// <summary>A fetch may take no longer.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>How long a failed sign-in shows in <see cref="State"/>; then it is tried again, for nobody tells us that a person signed in.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromMinutes(1);

    // A source that hands out the same value until its very end, or fails near it, is not asked at every request.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private T? _latest;
    private Task<T>? _flight;
    private DateTimeOffset _started = DateTimeOffset.MinValue;
    private DateTimeOffset _signInNeededAt = DateTimeOffset.MinValue;

    /// <summary>The value fetched last, ended or not; null before the first.</summary>
    public T? Latest => Volatile.Read(ref _latest);

    /// <summary>When <see cref="Latest"/> ends; null = never, or there is none.</summary>
    public DateTimeOffset? EndsAt => Latest is { } latest ? endOf(latest) : null;

    /// <summary>Ready, unless the last fetch, a moment ago, said that a person must sign in.</summary>
    public AuthState State
    {
        get
        {
            lock (_gate)
            {
                return _signInNeededAt > time.GetUtcNow() - Remembered ? AuthState.SignInAgain : AuthState.Ready;
            }
        }
    }

    /// <summary>A value that still works. Completes synchronously when it is at hand.</summary>
    public ValueTask<T> GetAsync(CancellationToken cancellationToken)
    {
        if (Latest is { } latest)
        {
            var left = endOf(latest) is { } end ? end - time.GetUtcNow() : TimeSpan.MaxValue;
            if (left > Early)
            {
                return ValueTask.FromResult(latest);
            }

            if (left > Margin)
            {
                RenewInBackground();
                return ValueTask.FromResult(latest);
            }
        }

        return new ValueTask<T>(Fly().WaitAsync(cancellationToken));
    }

    /// <summary>
    /// After a refusal: true when there is a value other than the refused one. It may be there already, or is fetched now, unless the last
    /// fetch was moments ago: a provider that refuses for another reason must not make us ask for tokens all the time.
    /// </summary>
    /// <param name="isRefused">Tells whether a value is the one that was refused.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<bool> ReplaceAsync(Func<T, bool> isRefused, CancellationToken cancellationToken)
    {
        if (Latest is { } latest && !isRefused(latest))
        {
            return true;
        }

        if (IsResting())
        {
            return false;
        }

        try
        {
            return !isRefused(await Fly().WaitAsync(cancellationToken));
        }
        catch (CredentialException)
        {
            return false;
        }
    }

    /// <summary>Fetches a value now, whatever the age of the present one.</summary>
    public async ValueTask RefreshAsync(CancellationToken cancellationToken) => await Fly().WaitAsync(cancellationToken);

    private void RenewInBackground()
    {
        if (!IsResting())
        {
            // Nobody waits for this one: a failure shows when the value has ended and somebody does.
            _ = Fly();
        }
    }

    private bool IsResting()
    {
        lock (_gate)
        {
            return _flight is null && time.GetUtcNow() < _started + Pause;
        }
    }

    private Task<T> Fly()
    {
        lock (_gate)
        {
            if (_flight is null)
            {
                _started = time.GetUtcNow();
                _flight = Task.Run(FetchAsync);

                // All who wait may have gone: the failure counts as seen.
                _ = _flight.ContinueWith(static task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            }

            return _flight;
        }
    }

    private async Task<T> FetchAsync()
    {
        var signInNeeded = DateTimeOffset.MinValue;
        try
        {
            using var limit = new CancellationTokenSource(Longest, time);
            var value = await fetch(limit.Token);
            Volatile.Write(ref _latest, value);
            return value;
        }
        catch (CredentialException failure) when (failure.Kind == CredentialFailure.SignInNeeded)
        {
            signInNeeded = time.GetUtcNow();
            throw;
        }
        finally
        {
            lock (_gate)
            {
                _signInNeededAt = signInNeeded;
                _flight = null;
            }
        }
    }
}

using System.Diagnostics;

namespace Weir.Acceptance.Tests.Program;

/// <summary>Waits for what another process does in its own time.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    /// <summary>Asks again and again until the answer is not null, and gives it; fails after 15 s.</summary>
    public static Task<T> GetAsync<T>(string what, Func<Task<T?>> ask, CancellationToken cancellationToken)
        where T : class => GetAsync(what, ask, Limit, cancellationToken);

    /// <summary>Asks again and again until it is so; fails after the limit.</summary>
    public static Task BeTrueAsync(string what, Func<Task<bool>> ask, TimeSpan limit, CancellationToken cancellationToken) =>
        GetAsync(what, async () => await ask() ? "so" : null, limit, cancellationToken);

    private static async Task<T> GetAsync<T>(string what, Func<Task<T?>> ask, TimeSpan limit, CancellationToken cancellationToken)
        where T : class
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < limit)
        {
            if (await ask() is { } answer)
            {
                return answer;
            }

            // What takes long is asked after less often: a command of ours costs the machine more than the wait.
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Clamp(watch.ElapsedMilliseconds / 8, 25, 1000)), cancellationToken);
        }

        throw new TimeoutException($"Not within {limit}: {what}");
    }

    /// <summary>Asks again and again until it is so; fails after 15 s.</summary>
    public static Task BeTrueAsync(string what, Func<Task<bool>> ask, CancellationToken cancellationToken) =>
        GetAsync(what, async () => await ask() ? "so" : null, cancellationToken);
}

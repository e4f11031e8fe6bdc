namespace Weir.Credentials.Refresh;

/// <summary>Pauses after failures: 1 s, 2 s, 4 s, ... up to a minute, give or take a fifth, so that nodes don't ask in step.</summary>
internal static class BackOff
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <param name="failures">How many there were in a row; at least 1.</param>
    public static TimeSpan Pause(int failures)
    {
        var usual = Math.Min(Math.Pow(2, failures - 1), Longest.TotalSeconds);
        return TimeSpan.FromSeconds(usual * (0.8 + (0.4 * Random.Shared.NextDouble())));
    }
}

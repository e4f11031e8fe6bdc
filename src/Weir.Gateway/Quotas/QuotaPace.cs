namespace Weir.Gateway.Quotas;

/// <summary>How often an upstream is asked. Pure.</summary>
internal static class QuotaPace
{
    /// <summary>A person may ask so often.</summary>
    public static readonly TimeSpan ByHand = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>The state after an answer.</summary>
    /// <param name="before">The state before.</param>
    /// <param name="answer">What came.</param>
    /// <param name="interval">How often it is asked when all is well.</param>
    /// <param name="now">The time.</param>
    /// <param name="random">0 up to 1: connections that began together shall not stay together.</param>
    public static PolledQuota After(PolledQuota before, QuotaAnswer answer, TimeSpan interval, DateTimeOffset now, double random)
    {
        var failures = answer.Problem is null ? 0 : Math.Min(before.Failures + 1, 16);
        var pause = interval * (1 + (random / 10));
        if (failures > 1)
        {
            var longer = pause * Math.Pow(2, failures - 1);
            pause = longer < LongestWait ? longer : LongestWait > pause ? LongestWait : pause;
        }

        pause = answer.RetryAfter > pause ? answer.RetryAfter.Value : pause;
        return before with
        {
            Windows = answer.Problem is null ? answer.Windows : before.Windows,
            AskedAt = now,
            Problem = answer.Problem,
            IsRefused = answer.IsRefused,
            Failures = failures,
            NextAt = now + pause,
            NotBefore = answer.RetryAfter is { } wait ? now + wait : null,
        };
    }

    /// <summary>Whether to ask now.</summary>
    /// <param name="state">What is known; null = nothing yet.</param>
    /// <param name="isByHand">True when a person asks.</param>
    /// <param name="now">The time.</param>
    public static bool IsDue(PolledQuota? state, bool isByHand, DateTimeOffset now) => state is null || (state.NotBefore is null || state.NotBefore <= now)
        && (isByHand ? state.AskedAt is null || now - state.AskedAt >= ByHand : !state.IsRefused && state.NextAt <= now);

    /// <summary>Until when a connection gets no requests; null when it may get some. Without a stated reset, that is until it should have been asked again a few times.</summary>
    public static (DateTimeOffset Until, bool IsTold)? Withheld(PolledQuota state, TimeSpan interval, DateTimeOffset now)
    {
        // Balances in several currencies: one that is there pays.
        var balances = state.Windows.Where(static window => window.Meaning == Metering.Quotas.QuotaMeaning.Balance).ToList();
        var usedUp = state.Windows.Where(window => window.IsUsedUp && !(balances.Contains(window) && !balances.TrueForAll(static balance => balance.IsUsedUp))).ToList();
        var waits = usedUp.Where(window => window.ResetsAt is null || window.ResetsAt > now).Select(window => (Until: window.ResetsAt ?? window.SeenAt + (3 * interval), IsTold: window.ResetsAt is not null)).ToList();
        return waits.Count == 0 ? null : waits.MaxBy(static wait => wait.Until) is var longest && longest.Until > now ? longest : null;
    }
}

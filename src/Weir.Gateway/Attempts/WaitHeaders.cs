using System.Globalization;
using System.Net.Http.Headers;
using Weir.Metering.Quotas;

namespace Weir.Gateway.Attempts;

/// <summary>Reads from an upstream's headers when it may be asked again: the standard's and the vendors' own.</summary>
internal static class WaitHeaders
{
    /// <summary>A wait beyond this is no wait but a mistake of units.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(8);

    /// <summary>What each vendor calls what is left of a limit, and when it is whole again.</summary>
    private static readonly (string Remaining, string Reset)[] Limits =
    [
        ("x-ratelimit-remaining-requests", "x-ratelimit-reset-requests"),
        ("x-ratelimit-remaining-tokens", "x-ratelimit-reset-tokens"),
        ("anthropic-ratelimit-requests-remaining", "anthropic-ratelimit-requests-reset"),
        ("anthropic-ratelimit-tokens-remaining", "anthropic-ratelimit-tokens-reset"),
        ("anthropic-ratelimit-input-tokens-remaining", "anthropic-ratelimit-input-tokens-reset"),
        ("anthropic-ratelimit-output-tokens-remaining", "anthropic-ratelimit-output-tokens-reset"),
        ("x-ratelimit-remaining", "x-ratelimit-reset"),
        ("ratelimit-remaining", "ratelimit-reset"),
    ];

    /// <summary>How long a refusal asks to wait; null when it says nothing.</summary>
    /// <param name="headers">The refusal's.</param>
    /// <param name="now">The time, for those that name a moment.</param>
    public static TimeSpan? RetryAfter(HttpResponseHeaders headers, DateTimeOffset now) =>
        Number(headers, "retry-after-ms") is { } milliseconds ? Seconds(milliseconds / 1000)
        : Text(headers, "retry-after") is { } told ? Number(told) is { } seconds ? Seconds(seconds) : DateTimeOffset.TryParse(told, CultureInfo.InvariantCulture, out var date) ? Sane(date - now) : null
        : ResetTime.ReadMoment(Text(headers, "anthropic-ratelimit-unified-reset")) is { } unified ? Sane(unified - now)
        : UsedUpFor(headers, now);

    /// <summary>How long until a limit that is used up is whole again, the longest of them; null when none is.</summary>
    public static TimeSpan? UsedUpFor(HttpResponseHeaders headers, DateTimeOffset now)
    {
        TimeSpan? longest = null;
        foreach (var (remaining, reset) in Limits)
        {
            if (Number(headers, remaining) is <= 0 && Text(headers, reset) is { } text && Wait(text, now) is { } wait && (longest is null || wait > longest))
            {
                longest = wait;
            }
        }

        return longest;
    }

    private static TimeSpan? Wait(string text, DateTimeOffset now) => ResetTime.Read(text, now) is { } moment ? Sane(moment - now) : null;

    private static TimeSpan? Sane(TimeSpan wait) => wait > Longest ? null : wait < TimeSpan.Zero ? TimeSpan.Zero : wait;

    /// <summary>As <see cref="Sane"/>, of a number that may be beyond what a time span holds.</summary>
    private static TimeSpan? Seconds(double seconds) => seconds > Longest.TotalSeconds ? null : seconds < 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(seconds);

    private static double? Number(HttpResponseHeaders headers, string name) => Text(headers, name) is { } text ? Number(text) : null;

    private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static string? Text(HttpResponseHeaders headers, string name) => headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;
}

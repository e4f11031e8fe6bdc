using System.Globalization;
using Weir.Invocation;

namespace Weir.Words;

/// <summary>Reads spans (<c>90s</c>, <c>15m</c>, <c>24h</c>, <c>7d</c>, <c>2w</c>) and moments (<c>2026-01-31</c>, ISO 8601) as people type them.</summary>
internal static class Moments
{
    /// <exception cref="CliException">The text is no span.</exception>
    public static TimeSpan Span(string text, string option) =>
        TrySpan(text, out var span) ? span : throw Wrong(option, text, "a number with s, m, h, d or w, such as 24h or 7d");

    /// <summary>A span back from now, or a moment.</summary>
    /// <exception cref="CliException">The text is neither.</exception>
    public static DateTimeOffset? Past(string? text, string option, DateTimeOffset now) => Read(text, option, now, -1);

    /// <summary>A span on from now, or a moment.</summary>
    /// <exception cref="CliException">The text is neither.</exception>
    public static DateTimeOffset? Future(string? text, string option, DateTimeOffset now) => Read(text, option, now, 1);

    /// <summary>How long until a moment, in words: <c>in 5 min</c>, <c>in 3 d</c>, <c>ended</c>.</summary>
    public static string Until(DateTimeOffset moment, DateTimeOffset now) => (moment - now) switch
    {
        { Ticks: <= 0 } => "ended",
        { TotalMinutes: < 1 } => "in less than a minute",
        { TotalHours: < 1 } left => string.Create(CultureInfo.InvariantCulture, $"in {left.TotalMinutes:0} min"),
        { TotalDays: < 2 } left => string.Create(CultureInfo.InvariantCulture, $"in {left.TotalHours:0} h"),
        var left => string.Create(CultureInfo.InvariantCulture, $"in {left.TotalDays:0} d"),
    };

    private static DateTimeOffset? Read(string? text, string option, DateTimeOffset now, int direction)
    {
        if (text is null)
        {
            return null;
        }

        if (TrySpan(text, out var span))
        {
            return now + (span * direction);
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment
            : throw Wrong(option, text, "a span such as 7d or 24h, or a date such as 2026-01-31");
    }

    private static bool TrySpan(string text, out TimeSpan span)
    {
        span = default;
        long seconds = text.Length < 2 ? 0 : text[^1] switch
        {
            's' => 1,
            'm' => 60,
            'h' => 3600,
            'd' => 86_400,
            'w' => 604_800,
            _ => 0,
        };
        if (seconds == 0 || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        // A hundred years are as good as for ever, and still fit a date.
        span = TimeSpan.FromSeconds(Math.Min(number * seconds, 3_155_760_000));
        return true;
    }

    private static CliException Wrong(string option, string text, string wanted) =>
        new(ExitCodes.WrongUsage, $"{option}: '{text}' can't be read.", $"Give {wanted}.");
}

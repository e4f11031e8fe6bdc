using System.Buffers;
using System.Globalization;

namespace Weir.Metering.Quotas;

/// <summary>
/// Reads when a limit is full again, as vendors write it in headers and answers: RFC 3339 or an HTTP date, a span such as <c>6m0s</c> or <c>60ms</c>, or a number: seconds from now when small, else seconds or
/// milliseconds since 1970. What is none of these is unknown.
/// </summary>
public static class ResetTime
{
    private const double LongestWait = 366d * 86_400;
    private const double FirstMoment = 1e9;
    private const double FirstMilliseconds = 1e11;

    // The year 2200: what is beyond is a mistake of units.
    private const double LastMoment = 7_258_118_400;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    /// <summary>The moment; null when the text tells none.</summary>
    /// <param name="text">What the vendor wrote.</param>
    /// <param name="now">The time, for those who count from it.</param>
    public static DateTimeOffset? Read(string? text, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return number is >= 0 and < LongestWait ? now.AddSeconds(number) : Since1970(number);
        }

        return Span(text) is { } span ? now + span
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) && Since1970((moment - DateTimeOffset.UnixEpoch).TotalSeconds) is not null ? moment
            : null;
    }

    /// <summary>A moment in seconds or milliseconds since 1970; null when the text is none.</summary>
    public static DateTimeOffset? ReadMoment(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? Since1970(number) : null;

    private static DateTimeOffset? Since1970(double number)
    {
        var seconds = number >= FirstMilliseconds ? number / 1000 : number;
        return seconds is >= FirstMoment and < LastMoment ? DateTimeOffset.UnixEpoch.AddSeconds(seconds) : null;
    }

    private static TimeSpan? Span(ReadOnlySpan<char> text)
    {
        var sum = TimeSpan.Zero;
        while (text.Length > 0)
        {
            var digits = text.IndexOfAnyExcept(Digits);
            if (digits < 1 || !double.TryParse(text[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || number > 10_000_000)
            {
                return null;
            }

            var (length, unit) = text[digits..] switch
            {
                ['m', 's', ..] => (2, TimeSpan.FromMilliseconds(1)),
                ['d', ..] => (1, TimeSpan.FromDays(1)),
                ['h', ..] => (1, TimeSpan.FromHours(1)),
                ['m', ..] => (1, TimeSpan.FromMinutes(1)),
                ['s', ..] => (1, TimeSpan.FromSeconds(1)),
                _ => (0, TimeSpan.Zero),
            };
            if (length == 0 || (unit * number) + sum is var next && next.TotalSeconds > LongestWait)
            {
                return null;
            }

            sum = next;
            text = text[(digits + length)..];
        }

        return sum;
    }
}

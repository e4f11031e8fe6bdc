using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;

namespace Weir.Gateway.Quotas;

/// <summary>
/// Reads the limits in an answer's headers: Anthropic's plan (<c>anthropic-ratelimit-unified-*</c>) and API, ChatGPT's plan (<c>x-codex-*</c>), and
/// <c>x-ratelimit-*</c> of OpenAI and its kin. What doesn't parse is not told; nothing is guessed.
/// </summary>
internal static class QuotaHeaders
{
    private const string Plain = "x-ratelimit-";

    private const string Anthropic = "anthropic-ratelimit-";

    private const string Unified = Anthropic + "unified-";

    private const string Codex = "x-codex-";

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    private static readonly string[] CodexPlaces = ["primary", "secondary"];

    /// <summary>Whether there is anything to read. Allocates nothing.</summary>
    public static bool Mentions(HttpHeadersNonValidated headers)
    {
        foreach (var (name, _) in headers)
        {
            if (name.StartsWith(Plain, StringComparison.OrdinalIgnoreCase) || name.StartsWith(Anthropic, StringComparison.OrdinalIgnoreCase) || name.StartsWith(Codex, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    public static IReadOnlyList<QuotaWindow> Read(HttpHeadersNonValidated headers, DateTimeOffset now)
    {
        var told = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in headers)
        {
            told[name] = value.ToString();
        }

        return [.. UnifiedWindows(told, now), .. CodexWindows(told, now), .. CountedWindows(told, now)];
    }

    /// <summary>Utilization is a share from 0 to 1, resets are Unix seconds.</summary>
    private static IEnumerable<QuotaWindow> UnifiedWindows(Dictionary<string, string> told, DateTimeOffset now)
    {
        const string Used = "-utilization";
        foreach (var name in told.Keys.Where(static name => name.StartsWith(Unified, StringComparison.OrdinalIgnoreCase) && name.EndsWith(Used, StringComparison.OrdinalIgnoreCase) && name.Length > Unified.Length + Used.Length))
        {
            var window = name[Unified.Length..^Used.Length].ToLowerInvariant();
            if (Share(told[name]) is { } used)
            {
                yield return new QuotaWindow { Name = window, Used = used, Length = LengthOf(window), ResetsAt = UnixSeconds(told.GetValueOrDefault($"{Unified}{window}-reset")), SeenAt = now };
            }
        }
    }

    /// <summary>Windows are told apart by their length, not by their place: a plan may have the week in either.</summary>
    private static IEnumerable<QuotaWindow> CodexWindows(Dictionary<string, string> told, DateTimeOffset now)
    {
        foreach (var place in CodexPlaces)
        {
            if (Share(told.GetValueOrDefault($"{Codex}{place}-used-percent")) is not { } percent)
            {
                continue;
            }

            TimeSpan? length = Number(told.GetValueOrDefault($"{Codex}{place}-window-minutes")) is { } minutes and > 0 and < 10_000_000 ? Rounded(minutes) : null;
            yield return new QuotaWindow
            {
                Name = length is { } known ? NameOf(known) : place,
                Used = percent / 100,
                Length = length,
                ResetsAt = UnixSeconds(told.GetValueOrDefault($"{Codex}{place}-reset-at"))
                    ?? (Number(told.GetValueOrDefault($"{Codex}{place}-reset-after-seconds")) is { } after and >= 0 and < 1_000_000_000 ? now.AddSeconds((double)after) : null),
                SeenAt = now,
            };
        }
    }

    /// <summary>Counts: <c>x-ratelimit-remaining-tokens</c>, <c>anthropic-ratelimit-input-tokens-remaining</c>.</summary>
    private static IEnumerable<QuotaWindow> CountedWindows(Dictionary<string, string> told, DateTimeOffset now)
    {
        const string Left = "remaining";
        foreach (var (header, text) in told)
        {
            var isPlain = header.StartsWith($"{Plain}{Left}-", StringComparison.OrdinalIgnoreCase);
            if (!isPlain && (!header.StartsWith(Anthropic, StringComparison.OrdinalIgnoreCase) || !header.EndsWith("-" + Left, StringComparison.OrdinalIgnoreCase) || header.StartsWith(Unified, StringComparison.OrdinalIgnoreCase)))
            {
                continue;
            }

            var window = (isPlain ? header[(Plain.Length + Left.Length + 1)..] : header[Anthropic.Length..^Math.Min(Left.Length + 1, header.Length - Anthropic.Length)]).ToLowerInvariant();
            if (window.Length == 0 || Number(text) is not { } remaining)
            {
                continue;
            }

            var all = Number(told.GetValueOrDefault(isPlain ? $"{Plain}limit-{window}" : $"{Anthropic}{window}-limit"));
            yield return new QuotaWindow
            {
                Name = window,
                Remaining = remaining,
                Limit = all,
                Used = all is > 0 ? (double)(1 - (remaining / all.Value)) : null,
                ResetsAt = Moment(told.GetValueOrDefault(isPlain ? $"{Plain}reset-{window}" : $"{Anthropic}{window}-reset"), now),
                SeenAt = now,
            };
        }
    }

    /// <summary>Lengths come a minute short at times.</summary>
    private static TimeSpan Rounded(decimal minutes) => TimeSpan.FromHours(Math.Round((double)minutes / 60, minutes < 60 ? 2 : 0));

    private static string NameOf(TimeSpan length) => length.TotalHours % 24 == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{length.TotalDays:0}d")
        : string.Create(CultureInfo.InvariantCulture, $"{length.TotalHours:0.##}h");

    private static TimeSpan? LengthOf(string window) =>
        window.Length is > 1 and < 6 && int.TryParse(window.AsSpan(0, window.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? window[^1] switch { 'h' => TimeSpan.FromHours(number), 'd' => TimeSpan.FromDays(number), _ => null }
            : null;

    private static double? Share(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && double.IsFinite(share) && share >= 0 ? share : null;

    private static decimal? Number(string? text) => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static DateTimeOffset? UnixSeconds(string? text) =>
        Number(text) is { } seconds and > 0 and < 253_402_300_800 ? DateTimeOffset.FromUnixTimeSeconds((long)seconds) : null;

    /// <summary>RFC 3339, a span such as <c>6m0s</c> or <c>60ms</c>, or seconds: from now when few, else since 1970.</summary>
    private static DateTimeOffset? Moment(string? text, DateTimeOffset now)
    {
        const long LongestSpan = 366L * 86_400;
        return Number(text) is { } number ? (number is >= 0 and < LongestSpan ? now.AddSeconds((double)number) : UnixSeconds(text))
            : text is null ? null
            : Span(text) is { } span ? now + span
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment
            : null;
    }

    private static TimeSpan? Span(ReadOnlySpan<char> text)
    {
        var sum = TimeSpan.Zero;
        while (text.Length > 0)
        {
            var digits = text.IndexOfAnyExcept(Digits);
            if (digits < 1 || !double.TryParse(text[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || number > 1_000_000)
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
            if (length == 0)
            {
                return null;
            }

            sum += unit * number;
            text = text[(digits + length)..];
        }

        return sum;
    }
}

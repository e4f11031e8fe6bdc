using System.Globalization;
using System.Net.Http.Headers;
using Weir.Metering.Quotas;

namespace Weir.Gateway.Quotas;

/// <summary>
/// Reads the limits in an answer's headers: Anthropic's plan (<c>anthropic-ratelimit-unified-*</c>) and API, ChatGPT's plan (<c>x-codex-*</c>), and
/// <c>x-ratelimit-*</c> of OpenAI and its kin. What doesn't parse is not told; nothing is guessed. A plan's
/// window that is full says nothing here of the next request, which may be let through at extra cost: a refusal tells.
/// </summary>
internal static class QuotaHeaders
{
    private const string Plain = "x-ratelimit-";

    private const string Anthropic = "anthropic-ratelimit-";

    private const string Unified = Anthropic + "unified-";

    private const string Codex = "x-codex-";

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
                yield return new QuotaWindow { Name = window, Meaning = QuotaMeaning.Window, Used = used, CoversAll = false, Length = QuotaNames.LengthOf(window), ResetsAt = ResetTime.ReadMoment(told.GetValueOrDefault($"{Unified}{window}-reset")), SeenAt = now };
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

            TimeSpan? length = Number(told.GetValueOrDefault($"{Codex}{place}-window-minutes")) is { } minutes and > 0 and < 10_000_000 ? QuotaNames.Rounded(TimeSpan.FromMinutes((double)minutes)) : null;
            yield return new QuotaWindow
            {
                Name = length is { } known ? QuotaNames.Of(known) : place,
                Meaning = QuotaMeaning.Window,
                CoversAll = false,
                Used = percent / 100,
                Length = length,
                ResetsAt = ResetTime.ReadMoment(told.GetValueOrDefault($"{Codex}{place}-reset-at"))
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
                ResetsAt = ResetTime.Read(told.GetValueOrDefault(isPlain ? $"{Plain}reset-{window}" : $"{Anthropic}{window}-reset"), now),
                SeenAt = now,
            };
        }
    }

    private static double? Share(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && double.IsFinite(share) && share >= 0 ? share : null;

    private static decimal? Number(string? text) => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}

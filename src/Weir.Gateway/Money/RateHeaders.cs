using System.Globalization;
using Weir.Catalog;
using Weir.Gateway.Pipeline;
using Weir.Metering.RateLimits;

namespace Weir.Gateway.Money;

/// <summary>Writes where rate limits stand, in the words of the client's dialect: <c>anthropic-ratelimit-*</c>, else <c>x-ratelimit-*</c>.</summary>
internal static class RateHeaders
{
    private static readonly Names[] OpenAi = [.. Units().Select(static unit => new Names($"x-ratelimit-limit-{unit}", $"x-ratelimit-remaining-{unit}", $"x-ratelimit-reset-{unit}"))];

    private static readonly Names[] Anthropic =
        [.. Units().Select(static unit => new Names($"anthropic-ratelimit-{unit}-limit", $"anthropic-ratelimit-{unit}-remaining", $"anthropic-ratelimit-{unit}-reset"))];

    /// <summary>Of several limits of one unit, the one with the least left is told.</summary>
    public static void Set(RequestContext context, IReadOnlyList<RateState> states, DateTimeOffset now)
    {
        var isAnthropic = context.Operation.Dialect == DialectNames.AnthropicMessages;
        for (var i = 0; i < states.Count; i++)
        {
            var state = states[i];
            if (!IsTightest(states, i))
            {
                continue;
            }

            var names = (isAnthropic ? Anthropic : OpenAi)[(int)state.Unit];
            var headers = context.Response.Headers;
            headers[names.Limit] = state.Limit.ToString(CultureInfo.InvariantCulture);
            headers[names.Remaining] = state.Remaining.ToString(CultureInfo.InvariantCulture);
            headers[names.Reset] = isAnthropic
                ? (now + state.ResetAfter).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)
                : string.Create(CultureInfo.InvariantCulture, $"{state.ResetAfter.TotalSeconds:0}s");
        }
    }

    // Of two with as much left, the first.
    private static bool IsTightest(IReadOnlyList<RateState> states, int index)
    {
        for (var i = 0; i < states.Count; i++)
        {
            if (states[i].Unit == states[index].Unit && (states[i].Remaining < states[index].Remaining || (i < index && states[i].Remaining == states[index].Remaining)))
            {
                return false;
            }
        }

        return true;
    }

    private static IEnumerable<string> Units() => Enum.GetValues<RateUnit>().Select(static unit => unit switch { RateUnit.Requests => "requests", RateUnit.Tokens => "tokens", _ => "concurrent" });

    private readonly record struct Names(string Limit, string Remaining, string Reset);
}

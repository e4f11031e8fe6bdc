using System.Globalization;
using Microsoft.AspNetCore.Http;
using Weir.Catalog;
using Weir.Gateway.Pipeline;
using Weir.Metering.RateLimits;

namespace Weir.Gateway.Money;

/// <summary>Writes where rate limits stand, in the words of the client's dialect: <c>anthropic-ratelimit-*</c>, else <c>x-ratelimit-*</c>.</summary>
internal static class RateHeaders
{
    /// <summary>Of several limits of one unit, the one with the least left is told.</summary>
    public static void Set(RequestContext context, IReadOnlyList<RateState> states, DateTimeOffset now)
    {
        var isAnthropic = context.Operation.Dialect == DialectNames.AnthropicMessages;
        foreach (var unit in states.GroupBy(static state => state.Unit))
        {
            var state = unit.MinBy(static state => state.Remaining);
            var name = unit.Key switch { RateUnit.Requests => "requests", RateUnit.Tokens => "tokens", _ => "concurrent" };
            if (isAnthropic)
            {
                Set(context.Response.Headers, $"anthropic-ratelimit-{name}-", "", state, (now + state.ResetAfter).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
            }
            else
            {
                Set(context.Response.Headers, "x-ratelimit-", $"-{name}", state, string.Create(CultureInfo.InvariantCulture, $"{state.ResetAfter.TotalSeconds:0}s"));
            }
        }
    }

    private static void Set(IHeaderDictionary headers, string before, string behind, RateState state, string reset)
    {
        headers[$"{before}limit{behind}"] = state.Limit.ToString(CultureInfo.InvariantCulture);
        headers[$"{before}remaining{behind}"] = state.Remaining.ToString(CultureInfo.InvariantCulture);
        headers[$"{before}reset{behind}"] = reset;
    }
}

using System.Text.Json;

namespace Weir.TestKit.QuotaRules;

/// <summary>Reads OpenRouter's shape as its strictest client does: a null in <c>limit_remaining</c> is refused, and so is more than the limit.</summary>
internal static class OpenRouterKeyRules
{
    /// <summary>What is used, the limit and what is left; null = no limit.</summary>
    /// <exception cref="FormatException">It would be refused; the message says why.</exception>
    public static (decimal Usage, decimal? Limit, decimal? Remaining) Read(string body)
    {
        using var document = JsonDocument.Parse(body);
        var data = document.RootElement.GetProperty("data");
        var usage = Number(data.GetProperty("usage"), "usage");
        decimal? limit = data.TryGetProperty("limit", out var given) && given.ValueKind != JsonValueKind.Null ? Number(given, "limit") : null;
        decimal? remaining = data.TryGetProperty("limit_remaining", out var left) ? Number(left, "limit_remaining") : null;
        return usage < 0 || limit < 0 || remaining > limit ? throw new FormatException("an amount") : (usage, limit, remaining);
    }

    private static decimal Number(JsonElement element, string what) => element.ValueKind == JsonValueKind.Number ? element.GetDecimal() : throw new FormatException(what);
}

using System.Text.Json;

namespace Weir.Catalog.Sync;

/// <summary>Reads a <c>cost</c>. Tiers come from <c>tiers</c>; <c>context_over_200k</c> is a copy that has lost the tier's size.</summary>
internal static class ModelsDevPrice
{
    /// <summary>The price; null, with a note, when it says no more than that it is unknown.</summary>
    public static ModelPrice? Read(JsonElement cost, string where, List<string> notes)
    {
        if (ReadRates(cost) is not { } rates)
        {
            notes.Add($"{where}: the price has no input and output rate of zero or more; it is taken as unknown.");
            return null;
        }

        var tiers = new List<PriceTier>();
        foreach (var json in cost.Member("tiers", JsonValueKind.Array)?.EnumerateArray().ToArray() ?? [])
        {
            if (ReadTier(json) is { } tier)
            {
                tiers.Add(tier);
            }
            else
            {
                notes.Add($"{where}: a price tier without a context size or rates is left out.");
            }
        }

        return new ModelPrice(rates, [.. tiers.OrderBy(tier => tier.Size)]);
    }

    private static PriceTier? ReadTier(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object
            || json.Member("tier", JsonValueKind.Object) is not { } tier
            || (tier.Text("type") ?? "context") != "context"
            || tier.Tokens("size") is not > 0)
        {
            return null;
        }

        return ReadRates(json) is { } rates ? new PriceTier(tier.Tokens("size") ?? 0, rates) : null;
    }

    private static TokenRates? ReadRates(JsonElement json) =>
        json.Rate("input") is { } input && json.Rate("output") is { } output
            ? new TokenRates(input, output)
            {
                CacheRead = json.Rate("cache_read"),
                CacheWrite = json.Rate("cache_write"),
                Reasoning = json.Rate("reasoning"),
                InputAudio = json.Rate("input_audio"),
                OutputAudio = json.Rate("output_audio"),
            }
            : null;
}

using System.Globalization;

namespace Weir.Catalog.Diff;

/// <summary>Prices and their changes in words.</summary>
internal static class PriceWords
{
    private const string Unit = "USD per million tokens";

    private static readonly (string Name, Func<TokenRates, decimal?> Rate)[] Parts =
    [
        ("input price", rates => rates.Input),
        ("output price", rates => rates.Output),
        ("cached input price", rates => rates.CacheRead),
        ("cache write price", rates => rates.CacheWrite),
        ("reasoning price", rates => rates.Reasoning),
        ("audio input price", rates => rates.InputAudio),
        ("audio output price", rates => rates.OutputAudio),
    ];

    public static string Summary(ModelPrice? price) => price switch
    {
        null => "unknown",
        { Base: { Input: 0, Output: 0 }, Tiers: [] } => "free",
        _ => $"{Usd(price.Base.Input)} in, {Usd(price.Base.Output)} out {Unit}",
    };

    public static IEnumerable<string> Changes(ModelPrice? before, ModelPrice? after)
    {
        if (before is null || after is null)
        {
            return (before is null) == (after is null) ? [] : [$"price {Summary(before)} -> {Summary(after)}"];
        }

        return [.. Rates(before.Base, after.Base, ""), .. Tiers(before, after)];
    }

    private static IEnumerable<string> Tiers(ModelPrice before, ModelPrice after)
    {
        foreach (var size in before.Tiers.Concat(after.Tiers).Select(tier => tier.Size).Distinct().Order())
        {
            var from = $" from {size.ToString("N0", CultureInfo.InvariantCulture)} tokens on";
            var old = before.Tiers.FirstOrDefault(tier => tier.Size == size);
            var now = after.Tiers.FirstOrDefault(tier => tier.Size == size);
            if (old is null || now is null)
            {
                yield return old is null ? $"new price tier{from}" : $"price tier{from} removed";
                continue;
            }

            foreach (var change in Rates(old.Rates, now.Rates, from))
            {
                yield return change;
            }
        }
    }

    private static IEnumerable<string> Rates(TokenRates before, TokenRates after, string where) =>
        from part in Parts
        let old = part.Rate(before)
        let now = part.Rate(after)
        where old != now
        select $"{part.Name}{where} {Usd(old)} -> {Usd(now)} {Unit}";

    private static string Usd(decimal? rate) => rate?.ToString(CultureInfo.InvariantCulture) ?? "none";
}

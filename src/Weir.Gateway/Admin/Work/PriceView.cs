using Weir.Gateway.Admin.Work.Overrides;
using Weir.Gateway.Money;
using Weir.Gateway.Pipeline;
using Weir.Metering.Prices;
using Weir.Routing.Targets;

namespace Weir.Gateway.Admin.Work;

/// <summary>Tells what models cost now.</summary>
internal sealed class PriceView(TargetPrices prices, TargetTariffs tariffs, TimeProvider time)
{
    /// <summary>The entry with the price that holds now.</summary>
    public ModelEntry Priced(ModelEntry entry, Target target)
    {
        var now = time.GetUtcNow();
        var tariff = tariffs.Of(target, now);
        var rates = prices.RatesAt(target, now);
        return entry with
        {
            Tariff = Word(tariff),
            PriceVersion = tariff.Version,
            InputUsdPerMillion = rates?.Input,
            OutputUsdPerMillion = rates?.Output,
            BlendedUsdPerMillion = rates is null ? null : PriceDifference.Blended(rates.Input, rates.Output),
            CachedReadUsdPerMillion = rates?.CacheRead,
            CachedWriteUsdPerMillion = rates?.CacheWrite,
        };
    }

    /// <summary>The word for how something is paid for.</summary>
    public static string Word(Tariff tariff) => tariff switch
    {
        Tariff.PerToken => "per_token",
        Tariff.Free => "free",
        Tariff.Plan => "plan",
        _ => "unknown",
    };
}

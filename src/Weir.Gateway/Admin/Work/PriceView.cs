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
        var written = prices.Schedule(target).WrittenAt(now);
        var (input, output) = (written?.Price.Base.Input * written?.Share, written?.Price.Base.Output * written?.Share);
        return entry with
        {
            Tariff = Word(tariff),
            PriceVersion = tariff.Version,
            InputUsdPerMillion = input,
            OutputUsdPerMillion = output,
            BlendedUsdPerMillion = input is { } each && output is { } other ? PriceDifference.Blended(each, other) : null,
            CachedReadUsdPerMillion = written?.Price.Base.CacheRead * written?.Share,
            CachedWriteUsdPerMillion = written?.Price.Base.CacheWrite * written?.Share,
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

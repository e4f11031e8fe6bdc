using System.Runtime.CompilerServices;
using Weir.Catalog;
using Weir.Metering.Budgets;
using Weir.Metering.Prices;
using Weir.Routing.Snapshots;
using Weir.Routing.Targets;

namespace Weir.Gateway.Pipeline;

/// <summary>The prices of a target over time, ready for arithmetic; made once a target.</summary>
internal sealed class TargetPrices(ISnapshotSource snapshots)
{
    private readonly ConditionalWeakTable<Target, PriceSchedule> _byTarget = [];

    /// <summary>The price for a request that came in then; null when there is none per token.</summary>
    public CompiledPrice? For(Target target, DateTimeOffset at) => (Schedule(target).At(at) as Tariff.PerToken)?.Price;

    /// <summary>How the model is paid for, over time.</summary>
    public PriceSchedule Schedule(Target target) => _byTarget.TryGetValue(target, out var schedule) ? schedule : _byTarget.GetValue(target, Make);

    /// <summary>What a million tokens cost then, plain and cached; null where there is no price per token.</summary>
    public TokenRates? RatesAt(Target target, DateTimeOffset at) => Schedule(target).WrittenAt(at) is var (price, share)
        ? new TokenRates(price.Base.Input * share, price.Base.Output * share) { CacheRead = price.Base.CacheRead * share, CacheWrite = price.Base.CacheWrite * share }
        : null;

    private PriceSchedule Make(Target target)
    {
        var listed = target.Model?.Price;
        return PriceSchedule.Of(
            listed,
            listed is null ? "" : listed.Origin ?? PriceVersion.Catalog(snapshots.Current.Catalog.Info.Date),
            target.Connection.Prices.Where(entry => entry.On.Kind == SubjectKind.Connection || entry.On.Name == target.Name));
    }
}

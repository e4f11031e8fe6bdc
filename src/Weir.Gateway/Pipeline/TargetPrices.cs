using System.Runtime.CompilerServices;
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

    private PriceSchedule Make(Target target)
    {
        var listed = target.Model?.Price;
        return PriceSchedule.Of(
            listed,
            listed is null ? "" : listed.Origin ?? PriceVersion.Catalog(snapshots.Current.Catalog.Info.Date),
            target.Connection.Prices.Where(entry => entry.On.Kind == SubjectKind.Connection || entry.On.Name == target.Name));
    }
}

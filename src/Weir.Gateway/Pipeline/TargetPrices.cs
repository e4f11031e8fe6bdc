using System.Runtime.CompilerServices;
using Weir.Metering.Prices;
using Weir.Routing.Snapshots;
using Weir.Routing.Targets;

namespace Weir.Gateway.Pipeline;

/// <summary>The price of a target, ready for arithmetic; made once a target.</summary>
internal sealed class TargetPrices(PriceBook book, ISnapshotSource snapshots)
{
    private readonly ConditionalWeakTable<Target, CompiledPrice> _byTarget = [];

    /// <summary>Null when the model has no known price.</summary>
    public CompiledPrice? For(Target target)
    {
        if (_byTarget.TryGetValue(target, out var price))
        {
            return price;
        }

        if (target.Model?.Price is not { } listed)
        {
            return null;
        }

        // A price that is not the catalogue's own object was written in weir.yaml.
        var isCatalog = target.Connection.Provider.Models.TryGetValue(target.Model.Id, out var model) && ReferenceEquals(model.Price, listed);
        price = book.Compiled(listed, isCatalog ? PriceVersion.Catalog(snapshots.Current.Catalog.Info.Date) : PriceVersion.Config);
        _byTarget.AddOrUpdate(target, price);
        return price;
    }
}

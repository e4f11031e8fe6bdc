using Weir.Catalog;
using Weir.Metering.Budgets;

namespace Weir.Metering.Prices;

/// <summary>What the owner says of the price of a connection or a model: an entry of <c>prices.overrides</c>.</summary>
public sealed record PriceOverride
{
    /// <summary>A connection, or a model of one.</summary>
    public required Subject On { get; init; }

    /// <summary>The price in the place of the listed one; null = the listed one holds.</summary>
    public ModelPrice? Price { get; init; }

    /// <summary>Free or plan in the place of a price; null = by <see cref="Price"/>.</summary>
    public Tariff? Instead { get; init; }

    /// <summary>Part that is not paid, 0 to 1.</summary>
    public decimal Discount { get; init; }

    /// <summary>Part that is not paid of a batch, after <see cref="Discount"/>; null = as usual at the provider.</summary>
    public decimal? BatchDiscount { get; init; }

    /// <summary>The first moment at which it holds; null = it always did.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The first moment at which it holds no more; null = it never ends.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Where it is written, with its dates, see <see cref="PriceVersion.Dated"/>.</summary>
    public required string Version { get; init; }

    /// <summary>Whether it holds for requests that came in then.</summary>
    public bool HoldsAt(DateTimeOffset at) => (From is not { } from || at >= from) && (Until is not { } until || at < until);

    /// <summary>Whether both say something of one moment.</summary>
    public bool Overlaps(PriceOverride other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return (From ?? DateTimeOffset.MinValue) < (other.Until ?? DateTimeOffset.MaxValue) && (other.From ?? DateTimeOffset.MinValue) < (Until ?? DateTimeOffset.MaxValue);
    }
}

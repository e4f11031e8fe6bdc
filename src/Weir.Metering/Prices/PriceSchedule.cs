using Weir.Catalog;

namespace Weir.Metering.Prices;

/// <summary>
/// How one model of a connection is paid for, over time. The entry for the model goes before the one for its connection; one entry alone counts at a time: what the other would have
/// said is not mixed in. Immutable; compiled once.
/// </summary>
public sealed class PriceSchedule
{
    private readonly Period[] _periods;
    private readonly Period _usual;

    private PriceSchedule(Period[] periods, Period usual)
    {
        _periods = periods;
        _usual = usual;
    }

    /// <summary>Makes a schedule.</summary>
    /// <param name="listed">The price that holds where no entry does; null = none is known.</param>
    /// <param name="version">Where it came from, see <see cref="PriceVersion"/>.</param>
    /// <param name="overrides">The entries for the connection, and for this model of it.</param>
    public static PriceSchedule Of(ModelPrice? listed, string version, IEnumerable<PriceOverride> overrides)
    {
        ArgumentNullException.ThrowIfNull(overrides);
        var periods = overrides.OrderByDescending(static entry => entry.On.Kind).Select(entry => Period.Of(entry, listed, version));
        return new PriceSchedule([.. periods], new Period(null, listed, version, 1));
    }

    /// <summary>How a request that came in then is paid for; null when neither an entry nor a list says.</summary>
    public Tariff? At(DateTimeOffset at) => PeriodAt(at).Tariff;

    /// <summary>The same for a batch that was begun then.</summary>
    /// <param name="at">When it was begun.</param>
    /// <param name="usualDiscount">What the provider takes off batches, 0 to 1, where no entry says.</param>
    public Tariff? BatchAt(DateTimeOffset at, decimal usualDiscount) => PeriodAt(at).Batch(usualDiscount);

    /// <summary>The price per token as it is written, and the part of it that is paid; null when there is none.</summary>
    public (ModelPrice Price, decimal Share)? WrittenAt(DateTimeOffset at) => PeriodAt(at) is { Tariff: Tariff.PerToken } period ? period.Written : null;

    private Period PeriodAt(DateTimeOffset at)
    {
        foreach (var period in _periods)
        {
            if (period.Entry!.HoldsAt(at))
            {
                return period;
            }
        }

        return _usual;
    }

    private sealed class Period(PriceOverride? entry, ModelPrice? price, string version, decimal share)
    {
        public PriceOverride? Entry { get; } = entry;

        public Tariff? Tariff { get; } = entry?.Instead ?? (price is null ? null : new Tariff.PerToken(CompiledPrice.Compile(price, PriceVersion.Part(version, share), share)));

        public (ModelPrice Price, decimal Share)? Written => price is null ? null : (price, share);

        public static Period Of(PriceOverride entry, ModelPrice? listed, string version) => new(
            entry,
            entry.Price ?? listed,
            entry.Price is not null ? entry.Version : entry.Discount == 0 ? version : $"{version} by {entry.Version}",
            1 - entry.Discount);

        public Tariff? Batch(decimal usualDiscount)
        {
            var off = Entry?.BatchDiscount ?? usualDiscount;
            return Tariff is not Tariff.PerToken || off == 0 ? Tariff
                : new Tariff.PerToken(CompiledPrice.Compile(price!, PriceVersion.Part(PriceVersion.Part(version, share), 1 - off), share * (1 - off)));
        }
    }
}

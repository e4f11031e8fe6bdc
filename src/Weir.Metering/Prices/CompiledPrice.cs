using Weir.Catalog;
using Weir.Dialects.Usage;

namespace Weir.Metering.Prices;

/// <summary>A price made ready for arithmetic: immutable, exact, nothing allocated per cost.</summary>
public sealed class CompiledPrice
{
    private readonly CompiledRates _base;
    private readonly (long Size, CompiledRates Rates)[] _tiers;

    private readonly CompiledUnits? _units;

    private CompiledPrice(CompiledRates rates, (long Size, CompiledRates Rates)[] tiers, CompiledUnits? units, string version)
    {
        _units = units;
        _base = rates;
        _tiers = tiers;
        Version = version;
    }

    /// <summary>Where the price came from, see <see cref="PriceVersion"/>.</summary>
    public string Version { get; }

    /// <summary>True when something is billed by the piece: then its <see cref="UnitCounts"/> are worth counting.</summary>
    public bool HasUnits => _units is not null;

    /// <summary>
    /// Makes a price ready. Rates are kept to twelve decimal places of a dollar per million tokens; one below zero counts as zero.
    /// </summary>
    /// <param name="price">The price as it is written.</param>
    /// <param name="version">Where it came from, see <see cref="PriceVersion"/>.</param>
    /// <param name="share">The part of it that is paid, 0 to 1: 0.9 = a tenth less.</param>
    public static CompiledPrice Compile(ModelPrice price, string version, decimal share = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(share, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        ArgumentNullException.ThrowIfNull(price);
        ArgumentException.ThrowIfNullOrEmpty(version);
        var tiers = price.Tiers
            .OrderBy(tier => tier.Size)
            .Select(tier => (tier.Size, CompiledRates.From(tier.Rates, share)))
            .ToArray();
        return new CompiledPrice(CompiledRates.From(price.Base, share), tiers, CompiledUnits.From(price.Units, share), version);
    }

    /// <summary>
    /// What the usage of one attempt costs; never negative. The tier goes by all input tokens. Cached, audio and reasoning tokens cost
    /// their own rate where the price has one; a part that exceeds its whole is cut to it. Exact but for one rounding at the end, up to
    /// the next nano-dollar; stops at 9.2 billion dollars.
    /// </summary>
    public NanoDollars Cost(in TokenUsage usage) => Cost(usage, default);

    /// <summary>The same, with what is billed by the piece: both together are rounded once.</summary>
    public NanoDollars Cost(in TokenUsage usage, in UnitCounts units) => Atto.RoundUp(Atto.Add(RatesFor(usage.Input).Cost(usage), UnitCost(units)));

    /// <summary>The arithmetic of a cost without pieces: its lines add up to <see cref="Cost(in TokenUsage)"/> but for the rounding.</summary>
    public IReadOnlyList<CostPart> Parts(in TokenUsage usage) => [.. RatesFor(usage.Input).Parts(usage)];

    /// <summary>What is billed by the piece, in atto-dollars.</summary>
    internal UInt128 UnitCost(in UnitCounts units) => _units is null ? UInt128.Zero : _units.Cost(units);

    /// <summary>
    /// What the provider's prompt cache saved, in nano-dollars: the cost if nothing had been read from it or written to it, less the cost. Below
    /// zero where writing cost more than reading saved.
    /// </summary>
    public long SavedByCaching(in TokenUsage usage) => usage is { CachedRead: <= 0, CachedWrite: <= 0 }
        ? 0
        : Cost(usage with { CachedRead = 0, CachedWrite = 0 }).Value - Cost(usage).Value;

    /// <summary>The dearest and cheapest rates of all tiers that a request with up to so many input tokens can fall into.</summary>
    internal RateBounds BoundsUpTo(long inputTokens)
    {
        var bounds = RateBounds.Of(_base);
        foreach (var (size, rates) in _tiers)
        {
            if (size >= inputTokens)
            {
                break;
            }

            bounds = bounds.With(RateBounds.Of(rates));
        }

        return bounds;
    }

    private CompiledRates RatesFor(long inputTokens)
    {
        for (var i = _tiers.Length - 1; i >= 0; i--)
        {
            if (inputTokens > _tiers[i].Size)
            {
                return _tiers[i].Rates;
            }
        }

        return _base;
    }
}

using Weir.Dialects.Usage;

namespace Weir.Metering.Prices;

/// <summary>How a target is paid for. Free, paid by a plan and unknown are three different things, and none of them is a price of zero.</summary>
public abstract record Tariff
{
    private Tariff()
    {
    }

    /// <summary>True when the money a request costs can be told.</summary>
    public abstract bool IsKnown { get; }

    /// <summary>Where the price came from, for the ledger, see <see cref="PriceVersion"/>; null while nobody knows it.</summary>
    public abstract string? Version { get; }

    /// <summary>What the usage of one attempt costs, rounded up once; null when nobody knows.</summary>
    public abstract NanoDollars? Cost(in TokenUsage usage, in UnitCounts units = default);

    /// <summary>The tariff, or the owner's ceiling in the place of one that is not known.</summary>
    /// <param name="ceiling">Price that the owner named for models without one; null = none.</param>
    public Tariff Or(CompiledPrice? ceiling) => this is Unknown && ceiling is not null ? new PerToken(ceiling) : this;

    /// <summary>So much per token.</summary>
    public sealed record PerToken(CompiledPrice Price) : Tariff
    {
        public override bool IsKnown => true;

        public override string? Version => Price.Version;

        public override NanoDollars? Cost(in TokenUsage usage, in UnitCounts units = default) => Price.Cost(usage, units);
    }

    /// <summary>Costs nothing, as on a machine of one's own.</summary>
    /// <param name="Origin">Who says so, see <see cref="PriceVersion"/>.</param>
    public sealed record Free(string Origin) : Tariff
    {
        public static Free Instance { get; } = new(PriceVersion.Free);

        public override bool IsKnown => true;

        public override string? Version => Origin;

        public override NanoDollars? Cost(in TokenUsage usage, in UnitCounts units = default) => NanoDollars.Zero;
    }

    /// <summary>A subscription pays: a request costs no money more, but it uses the plan's quota.</summary>
    /// <param name="Origin">Who says so, see <see cref="PriceVersion"/>.</param>
    public sealed record Plan(string Origin) : Tariff
    {
        public static Plan Instance { get; } = new(PriceVersion.Plan);

        public override bool IsKnown => true;

        public override string? Version => Origin;

        public override NanoDollars? Cost(in TokenUsage usage, in UnitCounts units = default) => NanoDollars.Zero;
    }

    /// <summary>Nobody knows: a hard budget in money refuses it.</summary>
    public sealed record Unknown : Tariff
    {
        public static Unknown Instance { get; } = new();

        public override bool IsKnown => false;

        public override string? Version => null;

        public override NanoDollars? Cost(in TokenUsage usage, in UnitCounts units = default) => null;
    }
}

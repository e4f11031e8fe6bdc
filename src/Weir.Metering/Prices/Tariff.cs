namespace Weir.Metering.Prices;

/// <summary>How a target is paid for. Free, paid by a plan and unknown are three different things, and none of them is a price of zero.</summary>
public abstract record Tariff
{
    private Tariff()
    {
    }

    /// <summary>True when the money a request costs can be told.</summary>
    public abstract bool IsKnown { get; }

    /// <summary>The tariff, or the owner's ceiling in the place of one that is not known.</summary>
    /// <param name="ceiling">Price that the owner named for models without one; null = none.</param>
    public Tariff Or(CompiledPrice? ceiling) => this is Unknown && ceiling is not null ? new PerToken(ceiling) : this;

    /// <summary>So much per token.</summary>
    public sealed record PerToken(CompiledPrice Price) : Tariff
    {
        public override bool IsKnown => true;
    }

    /// <summary>Costs nothing, as on a machine of one's own.</summary>
    public sealed record Free : Tariff
    {
        public static Free Instance { get; } = new();

        public override bool IsKnown => true;
    }

    /// <summary>A subscription pays: a request costs no money more, but it uses the plan's quota.</summary>
    public sealed record Plan : Tariff
    {
        public static Plan Instance { get; } = new();

        public override bool IsKnown => true;
    }

    /// <summary>Nobody knows: a hard budget in money refuses it.</summary>
    public sealed record Unknown : Tariff
    {
        public static Unknown Instance { get; } = new();

        public override bool IsKnown => false;
    }
}

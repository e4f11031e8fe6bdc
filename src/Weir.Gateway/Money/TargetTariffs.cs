using Weir.Gateway.Pipeline;
using Weir.Metering.Prices;
using Weir.Routing.Configuration;
using Weir.Routing.Local;
using Weir.Routing.Targets;

namespace Weir.Gateway.Money;

/// <summary>How targets are paid for.</summary>
internal sealed class TargetTariffs(TargetPrices prices, PriceBook book)
{
    /// <summary>What the ledger would say of the price that the owner named for models without one.</summary>
    private const string CeilingVersion = "ceiling";

    /// <summary>A listed price; else free for servers that charge nothing, the plan's where a sign-in pays, else unknown.</summary>
    public Tariff Of(Target target) =>
        prices.For(target) is { } price ? new Tariff.PerToken(price)
        : target.Connection.Simulator is not null || LocalServerKinds.IsOne(target.Connection.Provider.Id) ? Tariff.Free.Instance
        : target.Connection.Auth.Name == "oauth" ? Tariff.Plan.Instance
        : Tariff.Unknown.Instance;

    /// <summary>The same, with the owner's ceiling in the place of an unknown price.</summary>
    public Tariff Of(Target target, WeirConfig config) =>
        Of(target).Or(config.CeilingPrice is { } ceiling ? book.Compiled(ceiling, CeilingVersion) : null);
}

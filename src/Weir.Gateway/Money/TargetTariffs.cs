using Weir.Gateway.Batches;
using Weir.Gateway.Pipeline;
using Weir.Metering.Prices;
using Weir.Routing.Configuration;
using Weir.Routing.Local;
using Weir.Routing.Targets;

namespace Weir.Gateway.Money;

/// <summary>How targets are paid for, by what came in at a time.</summary>
internal sealed class TargetTariffs(TargetPrices prices, PriceBook book)
{
    /// <summary>What the ledger would say of the price that the owner named for models without one.</summary>
    private const string CeilingVersion = "ceiling";

    /// <summary>What providers with batches at a lower price take off.</summary>
    private const decimal UsualBatchDiscount = 0.5m;

    /// <summary>What the owner says, or a list; else free for servers that charge nothing, the plan's where a sign-in pays, else unknown.</summary>
    public Tariff Of(Target target, DateTimeOffset at) => prices.Schedule(target).At(at) ?? Usual(target);

    /// <summary>The same, with the owner's ceiling in the place of an unknown price.</summary>
    public Tariff Of(Target target, DateTimeOffset at, WeirConfig config) => Or(Of(target, at), config);

    /// <summary>The same for the requests of a batch that was begun then.</summary>
    public Tariff OfBatch(Target target, DateTimeOffset at) =>
        prices.Schedule(target).BatchAt(at, BatchConnections.IsHalfPrice(target.Connection.Provider) ? UsualBatchDiscount : 0) ?? Usual(target);

    /// <summary>The tariff, or the owner's ceiling in the place of one that is not known.</summary>
    public Tariff Or(Tariff tariff, WeirConfig config) => tariff.Or(config.CeilingPrice is { } ceiling ? book.Compiled(ceiling, CeilingVersion) : null);

    private static Tariff Usual(Target target) =>
        target.Connection.Simulator is not null || LocalServerKinds.IsOne(target.Connection.Provider.Id) ? Tariff.Free.Instance
        : target.Connection.Auth.Name == "oauth" ? Tariff.Plan.Instance
        : Tariff.Unknown.Instance;
}

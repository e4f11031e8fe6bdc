using Weir.Gateway.Pipeline;
using Weir.Metering.Ledger;
using Weir.Metering.Prices;
using Weir.Routing.Snapshots;
using Weir.Routing.Targets;

namespace Weir.Gateway.Admin.Work.Requests;

/// <summary>How an attempt's cost came about: its tokens by the rates of its price, where that version of the price is still known.</summary>
internal sealed class CostArithmetic(ISnapshotSource snapshots, TargetPrices prices)
{
    /// <summary>
    /// The lines that add up to the cost that was booked. None where the price is another by now, where something was billed by the piece, or
    /// where the ledger does not know the tokens that finely: lines that do not add up would be worse than none.
    /// </summary>
    public IReadOnlyList<CostPart> Of(AttemptRecord attempt, DateTimeOffset at) =>
        attempt is { Cost: { } cost, PriceVersion: { } version }
        && snapshots.Current.Models.Resolve($"{attempt.Connection}/{attempt.Model}", []) is Resolution.Found { Targets: [var target, ..] }
        && prices.For(target, at) is { } price
        && price.Version == version
        && price.Cost(attempt.Usage) == cost
            ? price.Parts(attempt.Usage)
            : [];
}

using System.Globalization;
using Weir.Catalog;
using Weir.Metering.Ledger;

namespace Weir.Gateway.Admin.Work.Overrides;

/// <summary>How many tokens a request takes here on average, and what they cost more or less on another model.</summary>
/// <param name="Input">Tokens in.</param>
/// <param name="Output">Tokens out.</param>
internal sealed record UsualRun(decimal Input, decimal Output)
{
    /// <summary>For a ledger without conversations.</summary>
    private static readonly UsualRun Assumed = new(3000, 1000);

    /// <summary>The average of some requests.</summary>
    public static UsualRun Of(IReadOnlyCollection<UsageRecord> requests) => requests.Count == 0
        ? Assumed
        : new UsualRun(requests.Average(static request => (decimal)request.Usage.Input), requests.Average(static request => (decimal)request.Usage.Output));

    /// <summary>US dollars that one run costs more on the second model; below zero = less; null when a price is unknown.</summary>
    public decimal? Difference(CatalogModel? before, CatalogModel? after) => before?.Price?.Base is { } old && after?.Price?.Base is { } now
        ? (((now.Input - old.Input) * Input) + ((now.Output - old.Output) * Output)) / 1_000_000m
        : null;

    /// <summary>"about $0.05 more per run": two digits, for it is a guess.</summary>
    public static string InWords(decimal difference)
    {
        if (difference == 0)
        {
            return "the same per run";
        }

        var (usd, unit) = (Math.Abs(difference), 1m);
        while (unit > usd && unit > 0.000_000_001m)
        {
            unit /= 10;
        }

        return string.Create(CultureInfo.InvariantCulture, $"about ${Math.Round(usd / unit, 1) * unit:0.############} {(difference > 0 ? "more" : "less")} per run");
    }
}

using System.Globalization;
using Weir.Catalog;
using Weir.Gateway.Admin.Overrides;

namespace Weir.Gateway.Admin.Work.Overrides;

/// <summary>What a change of model does to the price.</summary>
internal static class PriceDifference
{
    /// <summary>Puts the difference into the change where both prices are known.</summary>
    public static OverrideChange Tell(OverrideChange change, CatalogModel? before, CatalogModel? after)
    {
        if (change.Before is null || before?.Price?.Base is not { } old || after?.Price?.Base is not { } now)
        {
            return change;
        }

        var (input, output) = (now.Input - old.Input, now.Output - old.Output);
        return change with { InputDifferenceUsdPerMillion = input, OutputDifferenceUsdPerMillion = output, Difference = Sentence(change.Before, input, output) };
    }

    /// <summary>Conversations read about three tokens for each that they write.</summary>
    public static decimal Blended(decimal input, decimal output) => ((3 * input) + output) / 4;

    private static string Sentence(string before, decimal input, decimal output)
    {
        var blended = Blended(input, output);
        return blended == 0
            ? $"Costs the same as {before}."
            : string.Create(CultureInfo.InvariantCulture, $"About ${Math.Abs(blended):0.00##} {(blended > 0 ? "more" : "less")} per million tokens than {before}, at three tokens in for one out.");
    }
}

namespace Weir.Metering.Prices;

/// <summary>One line of a cost's arithmetic.</summary>
/// <param name="What">The kind of token: <c>input</c> and <c>output</c> (those that are no other kind), <c>cachedRead</c>, <c>cachedWrite</c>, <c>reasoning</c>...</param>
/// <param name="Tokens">How many.</param>
/// <param name="UsdPerMillion">US dollars for a million of them.</param>
public sealed record CostPart(string What, long Tokens, decimal UsdPerMillion)
{
    /// <summary>What they cost, before the sum is rounded up to the next nano-dollar.</summary>
    public decimal Usd => Tokens * UsdPerMillion / 1_000_000m;
}

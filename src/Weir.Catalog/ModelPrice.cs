namespace Weir.Catalog;

/// <summary>Price of a model in US dollars per million tokens; tiers replace the base from their size on.</summary>
/// <param name="Base">The rates below the first tier.</param>
/// <param name="Tiers">Ascending by <see cref="PriceTier.Size"/>; empty for most models.</param>
public sealed record ModelPrice(TokenRates Base, IReadOnlyList<PriceTier> Tiers)
{
    /// <summary>The rates that hold for a request with this many input tokens.</summary>
    public TokenRates RatesFor(long inputTokens)
    {
        var rates = Base;
        foreach (var tier in Tiers)
        {
            if (inputTokens < tier.Size)
            {
                break;
            }

            rates = tier.Rates;
        }

        return rates;
    }
}

/// <summary>Rates that hold from <paramref name="Size"/> input tokens on.</summary>
public sealed record PriceTier(long Size, TokenRates Rates);

/// <summary>US dollars per million tokens. A null part costs what its whole costs (cached input as input, reasoning as output).</summary>
public sealed record TokenRates(decimal Input, decimal Output)
{
    public decimal? CacheRead { get; init; }

    public decimal? CacheWrite { get; init; }

    public decimal? Reasoning { get; init; }

    public decimal? InputAudio { get; init; }

    public decimal? OutputAudio { get; init; }
}

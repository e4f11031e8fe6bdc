namespace Weir.Catalog;

/// <summary>Price of a model in US dollars per million tokens; tiers replace the base above their size.</summary>
/// <param name="Base">The rates up to the first tier.</param>
/// <param name="Tiers">Ascending by <see cref="PriceTier.Size"/>; empty for most models.</param>
public sealed record ModelPrice(TokenRates Base, IReadOnlyList<PriceTier> Tiers)
{
    /// <summary>What is billed by the piece beside tokens, or in their place; null = nothing is.</summary>
    public UnitRates? Units { get; init; }

    /// <summary>Where it is written, e.g. <c>weir.yaml:12</c>; null = the catalogue has it.</summary>
    public string? Origin { get; init; }

    /// <summary>The rates that hold for a request with this many input tokens.</summary>
    public TokenRates RatesFor(long inputTokens)
    {
        var rates = Base;
        foreach (var tier in Tiers)
        {
            if (inputTokens <= tier.Size)
            {
                break;
            }

            rates = tier.Rates;
        }

        return rates;
    }
}

/// <summary>Rates that hold above <paramref name="Size"/> input tokens.</summary>
public sealed record PriceTier(long Size, TokenRates Rates);

/// <summary>US dollars per million tokens. A null part costs what its whole costs (cached input as input, reasoning as output).</summary>
public sealed record TokenRates(decimal Input, decimal Output)
{
    public decimal? CacheRead { get; init; }

    /// <summary>Written to a cache for the provider's usual time (Anthropic: five minutes).</summary>
    public decimal? CacheWrite { get; init; }

    /// <summary>Written to a cache for an hour; null = twice <see cref="Input"/>, which is what Anthropic asks, where writing has a rate at all.</summary>
    public decimal? CacheWriteHour { get; init; }

    public decimal? Reasoning { get; init; }

    public decimal? InputAudio { get; init; }

    public decimal? OutputAudio { get; init; }

    public decimal? InputImage { get; init; }

    public decimal? OutputImage { get; init; }
}

/// <summary>US dollars for one of each; zero where nothing is billed by it.</summary>
/// <param name="Request">An answered request.</param>
/// <param name="Image">A picture that is made.</param>
/// <param name="Second">A second of sound that is listened to.</param>
/// <param name="Character">A character that is spoken.</param>
public sealed record UnitRates(decimal Request = 0, decimal Image = 0, decimal Second = 0, decimal Character = 0);

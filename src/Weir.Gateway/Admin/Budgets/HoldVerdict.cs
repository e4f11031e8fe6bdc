namespace Weir.Gateway.Admin.Budgets;

/// <summary>What a hold that counts as spent really cost; by the provider's own bill. At least one of the amounts.</summary>
public sealed record HoldVerdict
{
    /// <summary>The attempt, 1 for the first; null where the request has one such hold.</summary>
    public int? Attempt { get; init; }

    /// <summary>US dollars, 0 or more; null leaves what counts on budgets in money.</summary>
    public decimal? Usd { get; init; }

    /// <summary>Input and output together, 0 or more; null leaves what counts on budgets in tokens, but nothing of it where <see cref="Usd"/> is 0.</summary>
    public long? Tokens { get; init; }
}

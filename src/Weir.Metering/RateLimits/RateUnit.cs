namespace Weir.Metering.RateLimits;

/// <summary>What a rate limit counts.</summary>
public enum RateUnit
{
    Unknown = 0,
    Requests,
    Tokens,
    Concurrent,
}

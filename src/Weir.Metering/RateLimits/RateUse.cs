namespace Weir.Metering.RateLimits;

/// <summary>What was used of the limits on one subject, in this process.</summary>
/// <param name="Requests">Requests of the last 60 seconds.</param>
/// <param name="Tokens">Tokens of the last 60 seconds, with those that requests under way will likely take.</param>
/// <param name="Running">Requests under way.</param>
public readonly record struct RateUse(long Requests, long Tokens, long Running);

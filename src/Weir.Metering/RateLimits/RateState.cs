using Weir.Metering.Budgets;

namespace Weir.Metering.RateLimits;

/// <summary>Where a rate limit stands, for <c>x-ratelimit-*</c>.</summary>
/// <param name="Subject">What it is on.</param>
/// <param name="Unit">What it counts.</param>
/// <param name="Limit">The most in 60 seconds, or at a time.</param>
/// <param name="Remaining">What is left now, at least zero.</param>
/// <param name="ResetAfter">Until all of it is there again, in whole seconds; zero for what runs at a time.</param>
public readonly record struct RateState(Subject Subject, RateUnit Unit, long Limit, long Remaining, TimeSpan ResetAfter);

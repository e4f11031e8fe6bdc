using System.Globalization;
using Weir.Metering.Budgets;

namespace Weir.Metering.RateLimits;

/// <summary>A request that a rate limit refuses; it counts nowhere.</summary>
/// <param name="State">The limit.</param>
/// <param name="Needed">What the request needed of it.</param>
/// <param name="RetryAfter">When it is worth another try: for <c>retry-after</c>, at least a second. Null = never, since it needs more than the limit.</param>
public sealed record RateRefusal(RateState State, long Needed, TimeSpan? RetryAfter)
{
    /// <summary>For a person.</summary>
    public string Message
    {
        get
        {
            var name = State.Subject.Kind == SubjectKind.Gateway ? "the whole gateway" : State.Subject.ToString();
            var limit = State.Unit switch
            {
                RateUnit.Requests => "requests a minute",
                RateUnit.Tokens => "tokens a minute",
                _ => "requests at a time",
            };
            return string.Create(
                CultureInfo.InvariantCulture,
                $"The limit of {name} is {State.Limit:N0} {limit}; {State.Remaining:N0} are left, and this request needs {Needed:N0}.");
        }
    }

    /// <summary>What to do about it, as an imperative sentence.</summary>
    public string Action => RetryAfter is { } wait
        ? string.Create(CultureInfo.InvariantCulture, $"Try again in {wait.TotalSeconds:0} s, or raise the limit.")
        : "Send less in one request, or raise the limit.";
}

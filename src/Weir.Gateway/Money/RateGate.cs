using Weir.Dialects.Errors;
using Weir.Gateway.Pipeline;
using Weir.Metering.RateLimits;

namespace Weir.Gateway.Money;

/// <summary>Lets a request in as its rate limits allow, and tells the client where they stand. Limits on connections and models are those of the first target.</summary>
internal sealed class RateGate(RateLimiter limiter, TimeProvider time)
{
    /// <summary>Returns why the request has to wait; null when it is in.</summary>
    public WeirError? Enter(RequestContext context)
    {
        var first = context.Targets is [var target, ..] ? target : null;
        if (!limiter.TryEnter(Holds.SubjectsOf(context, first), context.EstimatedInput, out var lease, out var refusal))
        {
            RateHeaders.Set(context, [refusal.State], time.GetUtcNow());
            return new WeirError(ErrorKind.RateLimited, refusal.Message, refusal.Action) { RetryAfter = refusal.RetryAfter };
        }

        context.Lease = lease;
        if (lease.States.Count > 0)
        {
            // What the upstream says of its own limits comes later, and is not what holds here.
            var now = time.GetUtcNow();
            context.Response.OnStarting(
                () =>
                {
                    RateHeaders.Set(context, lease.States, now);
                    return Task.CompletedTask;
                });
        }

        return null;
    }
}

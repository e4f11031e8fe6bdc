using Weir.Dialects.Errors;
using Weir.Gateway.Pipeline;
using Weir.Routing.Routes;
using Weir.Routing.Targets;

namespace Weir.Gateway.Attempts;

/// <summary>The tries of one target for one request: whether another one makes sense, and when.</summary>
internal sealed class TargetTries(RequestContext context, Target target, RoutePolicy policy, RouteClock clock, RetryBudget budget, bool isLast)
{
    /// <summary>With others to ask, a target that says when to come again is waited for only so long.</summary>
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(1);

    /// <summary>Without others; clients that get a longer wait told know best what to do.</summary>
    private static readonly TimeSpan LongWait = TimeSpan.FromSeconds(5);

    public RequestContext Context { get; } = context;

    public Target Target { get; } = target;

    public RouteClock Clock { get; } = clock;

    /// <summary>Whether the same target is asked once more.</summary>
    /// <param name="outcome">How it ended.</param>
    /// <param name="retries">How often it was asked once more already.</param>
    public bool MayTryAgain(AttemptOutcome outcome, int retries)
    {
        if (outcome.Error is not { } error || retries >= policy.Retries || Context.HasAnswerBegun || Context.Http.RequestAborted.IsCancellationRequested)
        {
            return false;
        }

        var mayHelp = error.Kind switch
        {
            ErrorKind.NetworkError or ErrorKind.UnexpectedResponse => true,
            ErrorKind.Overloaded => isLast || error.RetryAfter is not null,
            ErrorKind.RateLimited => error.RetryAfter is not null,
            _ => false,
        };
        if (!mayHelp || (error.RetryAfter is { } wait && (wait > (isLast ? LongWait : ShortWait) || wait > Clock.Left)))
        {
            return false;
        }

        if (Clock.Left <= TimeSpan.Zero || !budget.TryTake(Context.Snapshot.Config.Routing.RetryBudget))
        {
            Context.Notes.Add(Clock.Left <= TimeSpan.Zero ? "There was no time left to try again." : $"{Target.Name} was not tried again: too large a share of all requests are tries again.");
            return false;
        }

        return true;
    }
}

using Weir.Dialects.Errors;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Translation;
using Weir.Routing.Routes;
using Weir.Routing.Targets;

namespace Weir.Gateway.Attempts;

/// <summary>Asks one target of a request's route after another until one answers.</summary>
internal sealed class RouteRunner(AttemptRunner attempts, Hedges hedges, Retries retries, RetryBudget budget, RouteFacts facts, Settlement settlement, TimeProvider time)
{
    /// <summary>Returns what to tell the client when nobody answered; null when an answer, or an upstream's own refusal, was relayed.</summary>
    public async Task<WeirError?> RunAsync(RequestContext context)
    {
        budget.NoteRequest();
        var (route, policy) = (context.Route, context.Route.Policy);
        var plan = new RoutePlan(route, facts.Of(context), context.Notes, time);
        var clock = new RouteClock(policy.Deadline, time);
        var confirmation = new Confirmation(route, context.Header(Confirmation.Header));
        confirmation.MoveOn(plan);
        if (policy.ContinuesCutAnswers && context is { Stream: true, Operation.Kind: OperationKind.Conversation } && route.Targets.Count > 1)
        {
            // What goes on with half an answer has to know what it says.
            (context.MustTranslate, context.Cut) = (true, new CutAnswer());
        }

        AttemptOutcome? last = null;
        while (plan.Next() is { } target)
        {
            if (confirmation.IsMissingFor(target))
            {
                return confirmation.Ask(target, last?.Error);
            }

            if (plan.WaitFor(target) is { } wait)
            {
                if (wait > clock.Left)
                {
                    continue;
                }

                await Task.Delay(wait, time, context.Http.RequestAborted);
            }

            var isHedged = hedges.Applies(context, plan, target);
            context.MayMoveOn = plan.HasNext();
            var outcome = await AskAsync(context, plan, policy, clock, target, isHedged);
            if (outcome.IsAnswered)
            {
                return null;
            }

            last = outcome;
            if (!GoesOn(context, policy, clock, plan, target, outcome.Error!))
            {
                break;
            }
        }

        return last is not { Error: { } error } ? plan.Refusal()
            : error.Kind == ErrorKind.RateLimited && plan.LeastWait() is { } limited ? limited
            : await EndAsync(context, last.Value);
    }

    private async Task<AttemptOutcome> AskAsync(RequestContext context, RoutePlan plan, RoutePolicy policy, RouteClock clock, Target target, bool isHedged)
    {
        if (context.MayMoveOn && isHedged && !plan.IsLastResort)
        {
            return await hedges.RunAsync(context, plan, target, clock.Left);
        }

        var tries = new TargetTries(context, target, policy, clock, budget, isLast: !context.MayMoveOn);
        return policy.Retries == 0
            ? await attempts.RunAsync(context, target, clock.Left)
            : await retries.RunAsync(tries, async tries => await attempts.RunAsync(tries.Context, tries.Target, tries.Clock.Left));
    }

    /// <summary>Whether another target may do better.</summary>
    private static bool GoesOn(RequestContext context, RoutePolicy policy, RouteClock clock, RoutePlan plan, Target target, WeirError error)
    {
        if (context.Http.RequestAborted.IsCancellationRequested || (context.HasAnswerBegun && !CutAnswers.GoesOn(context, policy, plan, target, error)))
        {
            return false;
        }

        if (clock.Left <= TimeSpan.Zero)
        {
            context.Notes.Add("The time for all tries together was over.");
            return false;
        }

        if (error.Kind == ErrorKind.ContextTooLong)
        {
            plan.WindowAbove = Math.Max(plan.WindowAbove, target.Model?.ContextLimit is > 0 and var window ? window : long.MaxValue);
            return true;
        }

        // Another target may be cheaper, or on no budget that is used up: its own hold decides.
        return error.Kind == ErrorKind.BudgetExceeded || policy.MovesOn.Contains(error.Kind);
    }

    /// <summary>Nobody answered: the last one's own refusal says more than we could.</summary>
    private async Task<WeirError?> EndAsync(RequestContext context, AttemptOutcome last)
    {
        if (last.Refusal is not { } refusal || context.Response.HasStarted)
        {
            return last.Error;
        }

        await refusal.RelayAsync(context, settlement.Settle);
        return null;
    }
}

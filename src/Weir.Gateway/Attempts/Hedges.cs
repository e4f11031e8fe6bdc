using Weir.Dialects.Usage;
using Weir.Gateway.Pipeline;
using Weir.Metering.Prices;
using Weir.Routing.Routes;
using Weir.Routing.Targets;

namespace Weir.Gateway.Attempts;

/// <summary>Asks a second target when the first has given no byte in its usual time. Whoever is first answers; the other one is called off, and what it cost is booked.</summary>
internal sealed class Hedges(AttemptRunner attempts, TargetPrices prices, TimeProvider time)
{
    private readonly Lock _lock = new();
    private DateOnly _day;
    private long _spent;

    /// <summary>Whether the target's turn may be shared with the one after it.</summary>
    public bool Applies(RequestContext context, RoutePlan plan, Target target) =>
        plan.Strategy == Strategy.Hedged && context.Operation.Kind == OperationKind.Conversation && attempts.UsualFirstByte(target) is not null;

    /// <summary>Asks the target, and the plan's next one if it is late.</summary>
    public async Task<AttemptOutcome> RunAsync(RequestContext context, RoutePlan plan, Target target, TimeSpan? timeLeft)
    {
        using var first = attempts.Begin(context, target, timeLeft, beats: true);
        var asking = AskAsync(context, first);
        var late = Task.Delay(attempts.UsualFirstByte(target)!.Value, time, context.Http.RequestAborted);
        if (await Task.WhenAny(asking, late) == asking || context.Http.RequestAborted.IsCancellationRequested || !TryPay(context, target) || plan.Next() is not { } other)
        {
            return await EndAsync(context, first, await asking);
        }

        context.Notes.Add($"{target.Name} gave no byte in its usual time; {other.Name} was asked as well.");
        using var second = attempts.Begin(context, other, timeLeft, beats: false);
        var alsoAsking = AskAsync(context, second);
        var (winner, loser) = await Task.WhenAny(asking, alsoAsking) == asking ? (first, second) : (second, first);
        var (won, lost) = winner == first ? (asking, alsoAsking) : (alsoAsking, asking);
        if (await won is { IsAnswered: false } && await lost is { IsAnswered: true })
        {
            (winner, loser, won, lost) = (loser, winner, lost, won);
        }

        loser.CallOff();
        await lost;
        if (winner == second)
        {
            attempts.TakeOver(context, winner);
        }

        return await EndAsync(context, winner, await won);
    }

    private async Task<AttemptOutcome> AskAsync(RequestContext context, Ask ask)
    {
        var outcome = await attempts.SendAsync(context, ask);
        return outcome.IsAnswered && ask.Response is not null ? await attempts.WaitAsync(context, ask) : outcome;
    }

    private async Task<AttemptOutcome> EndAsync(RequestContext context, Ask ask, AttemptOutcome outcome) =>
        outcome.IsAnswered ? await attempts.AnswerAsync(context, ask) : outcome;

    /// <summary>Hedges have a cap of their own: what the slower answer may cost, a day.</summary>
    private bool TryPay(RequestContext context, Target target)
    {
        var cost = prices.For(target, context.Time)?.Cost(new TokenUsage { Input = context.EstimatedInput }).Value ?? 0;
        var cap = NanoDollars.FromUsd(context.Snapshot.Config.Routing.HedgeBudget).Value;
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        lock (_lock)
        {
            (_day, _spent) = _day == today ? (_day, _spent) : (today, 0);
            if (_spent + cost > cap)
            {
                context.Notes.Add($"{target.Name} is late, but today's money for hedges is spent.");
                return false;
            }

            _spent += cost;
            return true;
        }
    }
}

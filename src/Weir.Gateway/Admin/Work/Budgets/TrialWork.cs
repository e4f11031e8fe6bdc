using Weir.Dialects.Estimates;
using Weir.Gateway.Admin.Budgets;
using Weir.Gateway.Admin.Previews;
using Weir.Gateway.Money;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Previews;
using Weir.Metering.Budgets;
using Weir.Metering.Keys;
using Weir.Metering.Prices;
using Weir.Routing.Snapshots;
using Weir.Routing.Targets;

namespace Weir.Gateway.Admin.Work.Budgets;

/// <summary>Tells how many requests of one size would pass the budgets, by the code that requests are held and refused by.</summary>
internal sealed class TrialWork(ISnapshotSource snapshots, KeyStore keys, MoneyRules rules, BudgetReader reader, BudgetRefresh refresh, TargetTariffs tariffs, TimeProvider time)
{
    private const long MostInput = 1_000_000_000;
    private const long MostOutput = 2_000_000_000;
    private const int MostRequests = 10_000;

    public async Task<BudgetTrial> OfAsync(BudgetQuestion question, CancellationToken cancellationToken)
    {
        Check(question);
        await refresh.RunAsync(cancellationToken);
        var (now, snapshot) = (time.GetUtcNow(), snapshots.Current);
        var key = question.Key is { } name ? await AskingKey.FindAsync(keys, name, cancellationToken) : AskingKey.OfNobody([], now);
        using var context = await ThoughtRequest.CreateAsync(new RouteQuestion { Model = question.Model }, key, snapshot, now, cancellationToken);
        if (Resolver.ResolveModel(context) is { } error)
        {
            throw new AdminException(AdminProblem.From(error));
        }

        var target = context.Targets[0];
        var subjects = Holds.SubjectsOf(context, target);
        var budgets = (await rules.BudgetsAsync(snapshot.Config, cancellationToken)).For(subjects);
        var size = new RequestSize { TextBytes = TokenEstimate.BytesOf(question.InputTokens), Limit = question.OutputTokens };
        var allowance = Allowance.Of(context.Operation, question.InputTokens, size, target);
        var tariff = tariffs.Of(target, now, snapshot.Config);
        var likely = Likely(question, allowance, tariff);
        var request = new ReserveRequest
        {
            RequestId = context.Id,
            Attempt = 1,
            At = now,
            Subjects = subjects,
            Worst = WorstCase.Of(allowance.Shape, tariff),
            Output = allowance.Output,
            LeastOutput = allowance.LeastOf(size, budgets),
        };
        return Entry(question, target, allowance, likely, await reader.ForecastAsync(budgets, request, likely, question.Requests, cancellationToken));
    }

    private static void Check(BudgetQuestion question)
    {
        if (question is not { InputTokens: >= 0 and <= MostInput, OutputTokens: null or (>= 1 and <= MostOutput), Requests: >= 1 and <= MostRequests })
        {
            throw new AdminException(AdminProblem.Invalid(
                "No request is like that.", "Name 0 to a thousand million input tokens, 1 to two thousand million output tokens, and 1 to 10,000 requests."));
        }
    }

    private static Charge Likely(BudgetQuestion question, in Allowance allowance, Tariff tariff)
    {
        var output = Math.Min(allowance.Shape.LikelyOutput, allowance.Output);
        return new Charge(Estimates.Range(allowance.Shape with { Input = question.InputTokens }, allowance.Output, tariff)?.Likely, question.InputTokens + output);
    }

    private static BudgetTrial Entry(BudgetQuestion question, Target target, in Allowance allowance, Charge likely, BudgetForecast forecast) => new()
    {
        Model = target.Name,
        Requests = question.Requests,
        AtOnce = forecast.AtOnce,
        InTurn = forecast.InTurn,
        InputTokensMost = allowance.Shape.Input,
        OutputTokens = forecast.Output,
        Worst = Money(forecast.Worst),
        WorstTokens = forecast.Worst.Tokens,
        Likely = Money(likely),
        Message = forecast.Refusal?.Message,
        Action = forecast.Refusal?.Action,
        RefusedBy = forecast.Refusal?.State.Budget.Id,
        Budgets = [.. forecast.States.Select(BudgetWork.Entry)],
    };

    private static UsdAmount? Money(Charge charge) => charge.Usd is { } nano ? new UsdAmount(nano.ToString(), nano.Value) : null;
}

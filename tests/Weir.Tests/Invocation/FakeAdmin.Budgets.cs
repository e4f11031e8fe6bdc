using Weir.Gateway.Admin.Budgets;
using Weir.Gateway.Admin.Previews;
using Weir.Gateway.Admin.Recommendations;

namespace Weir.Tests.Invocation;

/// <content>One budget of the file, one that was set, and a hold that nobody ended.</content>
internal sealed partial class FakeAdmin
{
    private static readonly BudgetEntry Monthly = new()
    {
        Id = "key:ci/monthly/usd",
        On = "key:ci",
        Window = "monthly",
        Unit = "usd",
        Limit = 20_000_000_000,
        Spent = 18_500_000_000,
        Held = 250_000_000,
        Left = 1_250_000_000,
        Hard = true,
        Alert = 0.8m,
        Alerting = true,
        Timezone = "UTC",
        ResetsAt = FixedTime.Now.AddDays(9),
        Origin = "weir.yaml:12",
    };

    public Task<IReadOnlyList<BudgetEntry>> ListBudgetsAsync(CancellationToken cancellationToken) => Give<IReadOnlyList<BudgetEntry>>(
    [
        Monthly,
        Monthly with { Id = "user:ada/lifetime/tokens", On = "user:ada", Window = "lifetime", Unit = "tokens", Limit = 2_000_000, Spent = 1_500, Held = 0, Left = 1_998_500, Hard = false, Alerting = false, ResetsAt = null, Origin = null },
    ]);

    public Task<BudgetEntry> SetBudgetAsync(BudgetOrder order, CancellationToken cancellationToken) => Give(Monthly with { Id = $"{order.On}/{order.Window}/{(order.Usd is null ? "tokens" : "usd")}", Origin = null }, order);

    public Task<BudgetEntry> RemoveBudgetAsync(string id, CancellationToken cancellationToken) => Give(Monthly with { Id = id, Origin = null }, id);

    public Task<BudgetTrial> SimulateBudgetAsync(BudgetQuestion question, CancellationToken cancellationToken) => Give(
        new BudgetTrial
        {
            Model = question.Model,
            Requests = question.Requests,
            AtOnce = 25,
            InTurn = 166,
            InputTokensMost = 5088,
            OutputTokens = 500,
            Worst = new("0.05", 50_000_000),
            WorstTokens = 5588,
            Likely = new("0.0075", 7_500_000),
            Message = "The monthly budget of key:ci has $1.25 left of $20.00.",
            Action = "Raise the budget.",
            RefusedBy = Monthly.Id,
            Budgets = [Monthly],
        },
        question);

    public Task<BudgetCheckup> CheckBudgetsAsync(CancellationToken cancellationToken) => Give(new BudgetCheckup(
        [new HoldEntry { RequestId = "req_1", Attempt = 1, Node = "local", CreatedAt = FixedTime.Now.AddMinutes(-3), AgeSeconds = 180, Expired = true, Shares = [new("key:ci/monthly/usd", "usd", 250_000_000)] }],
        []));

    public Task<HoldEntry> SettleHoldAsync(string requestId, HoldVerdict verdict, CancellationToken cancellationToken) => Give(
        new HoldEntry { RequestId = requestId, Attempt = verdict.Attempt ?? 1, Node = "local", CreatedAt = FixedTime.Now.AddMinutes(-3), AgeSeconds = 180, Expired = false, Uncertain = true, Shares = [new("key:ci/monthly/usd", "usd", 250_000_000)] },
        verdict);

    public Task<CostEstimate> EstimateAsync(RouteQuestion question, CancellationToken cancellationToken) => Give(
        new CostEstimate
        {
            Model = Cost(question.Model ?? "openai/gpt-5", 7_500_000),
            Others = [Cost("openai/gpt-5-mini", 1_500_000) with { Difference = new("-0.006", -6_000_000), DifferenceText = "about $0.006 less per run" }],
        },
        question);

    public Task<Recommendation> RecommendAsync(RecommendationQuestion question, CancellationToken cancellationToken) => Give(
        new Recommendation
        {
            Task = question.Task,
            Models = [new() { Model = "openai/gpt-5-mini", Score = 78, Cost = new("0.0042", 4_200_000), Tariff = "per_token", Requests = 42, Why = ["About $0.0042 of your $0.02 a run."] }],
            LeftOut = new Dictionary<string, int> { ["price unknown"] = 3 },
        },
        question);

    private static ModelCost Cost(string model, long likely) => new()
    {
        Model = model,
        InputTokens = 1000,
        InputTokensMost = 4088,
        OutputTokensLikely = 500,
        OutputTokensMost = 4000,
        Tariff = "per_token",
        Low = new("0.001", 1_000_000),
        Likely = new((likely / 1_000_000_000m).ToString(System.Globalization.CultureInfo.InvariantCulture), likely),
        Worst = new("0.05", 50_000_000),
    };
}

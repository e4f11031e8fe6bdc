using Weir.Catalog;
using Weir.Metering.Budgets;
using Weir.Metering.Budgets.Windows;
using Weir.Metering.RateLimits;

namespace Weir.Routing.Tests.Configuration;

public sealed class MoneyConfigTests
{
    private const string Start = "version: 2\nproviders:\n  - name: lab\n    type: openai-compatible\n    base_url: http://lab/v1\n";

    [Fact]
    public void An_entry_is_a_budget_for_each_amount()
    {
        var config = ConfigText.Good(Start + """
            budgets:
              - on: provider:lab
                daily: 5.00
                monthly: 50
                rolling_tokens: 1000
                rolling_window: 5h
                total: 0.000000001
                alert: 0.5
                hard: false
                timezone: Europe/Berlin
                reset_day: 31
                reset_hour: 6
                reset_weekday: sunday
                run_soft_tokens: 50000
                run_hard_tokens: 200000
            """);

        Assert.Equal(
            [
                ("connection:lab/daily/usd", 5_000_000_000), ("connection:lab/monthly/usd", 50_000_000_000), ("connection:lab/rolling-5h/tokens", 1_000),
                ("connection:lab/lifetime/usd", 1),
            ],
            config.Budgets.Select(budget => (budget.Id, budget.Limit)));
        Assert.Equal(
            new BudgetWindow
            {
                Kind = WindowKind.Monthly,
                Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"),
                ResetDay = 31,
                ResetHour = 6,
                ResetWeekday = DayOfWeek.Sunday,
            },
            config.Budgets[1].Window);
        Assert.All(config.Budgets, budget => Assert.Equal((0.5m, false, "weir.yaml:7"), (budget.AlertShare, budget.IsHard, budget.Origin)));
        Assert.Equal([new RunCap(new Subject(SubjectKind.Connection, "lab"), 50_000, 200_000) { Origin = "weir.yaml:7" }], config.RunCaps);
    }

    [Fact]
    public void What_is_left_out_is_usual()
    {
        var budget = Assert.Single(ConfigText.Good(Start + "budgets: [{on: gateway, weekly_tokens: 7}]").Budgets);

        Assert.Equal((true, 0.8m), (budget.IsHard, budget.AlertShare));
        Assert.Equal(new BudgetWindow { Kind = WindowKind.Weekly }, budget.Window);
    }

    [Fact]
    public void Limits_and_the_ceiling_load()
    {
        var config = ConfigText.Good(Start + "limits: [{on: key:ci, rpm: 60, tpm: 100000, concurrent: 4}]\nprices: {ceiling: {input: 15, output: 75}}");

        Assert.Equal(
            [new RateLimit { Subject = new Subject(SubjectKind.Key, "ci"), Requests = 60, Tokens = 100_000, Concurrent = 4, Origin = "weir.yaml:6" }], config.RateLimits);
        Assert.Equal(new TokenRates(15, 75), config.CeilingPrice!.Base);
    }

    [Theory]
    [InlineData("budgets: [{on: gateway}]", 6, "no amount")]
    [InlineData("budgets: [{on: gateway, rolling: 5}]", 6, "window of whole minutes")]
    [InlineData("budgets: [{on: gateway, rolling: 5, rolling_window: 90s}]", 6, "window of whole minutes")]
    [InlineData("budgets: [{on: gateway, daily: 5, timezone: Mars/Olympus}]", 6, "no time zone")]
    [InlineData("budgets: [{on: gateway, daily: 5}, {on: gateway, daily: 6}]", 6, "declared already, at weir.yaml:6")]
    [InlineData("budgets: [{on: gateway, daily: 1000000001}]", 6, "out of range")]
    [InlineData("budgets: [{on: gateway, daily: -1}]", 6, "out of range")]
    [InlineData("budgets: [{on: everything, daily: 1}]", 6, "neither gateway")]
    [InlineData("limits: [{on: gateway, rpm: 0}]", 6, "out of range")]
    public void Mistakes_are_told(string text, int line, string said)
    {
        var problem = ConfigText.OneError(Start + text);

        Assert.Equal(line, problem.Line);
        Assert.Contains(said, problem.Message, StringComparison.Ordinal);
    }
}

using System.Text.Json.Serialization.Metadata;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Budgets;
using Weir.Invocation;
using Weir.Terminal;
using Weir.Words;

namespace Weir.Commands.Budgets;

internal sealed class BudgetsListCommand(CliContext context, GlobalOptions options) : ListCommand<BudgetEntry>(context, options, "budgets", "List the budgets and where they stand.")
{
    protected override JsonTypeInfo<IReadOnlyList<BudgetEntry>> Json => AdminJson.Default.IReadOnlyListBudgetEntry;

    protected override string None => "There are no budgets. Set one: weir budgets set key:ci --monthly 20";

    protected override Task<IReadOnlyList<BudgetEntry>> ReadAsync(IGatewayAdmin admin, CancellationToken cancellationToken) => admin.ListBudgetsAsync(cancellationToken);

    protected override TableView Table(IReadOnlyList<BudgetEntry> items, DateTimeOffset now)
    {
        var table = new TableView("BUDGET", "LIMIT>", "SPENT>", "HELD>", "LEFT>", "RESETS", "KIND", "FROM");
        foreach (var budget in items)
        {
            table.Add(
                budget.Id,
                BudgetWords.Amount(budget.Unit, budget.Limit),
                new Cell(BudgetWords.Amount(budget.Unit, budget.Spent), budget.Spent >= budget.Limit ? Tone.Bad : budget.Alerting ? Tone.Warning : Tone.Plain),
                BudgetWords.Amount(budget.Unit, budget.Held),
                BudgetWords.Amount(budget.Unit, budget.Left),
                budget.ResetsAt is { } at ? (at > now ? "in " + Amounts.Span(at - now) : "now") : "never",
                budget.Hard ? "hard" : "soft",
                budget.Origin ?? "command");
        }

        return table;
    }
}

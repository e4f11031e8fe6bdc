using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Budgets;
using Weir.Invocation;
using Weir.Terminal;
using Weir.Words;

namespace Weir.Commands.Budgets;

internal sealed class BudgetsListCommand : CliCommand
{
    public BudgetsListCommand(CliContext context, GlobalOptions options)
        : base(context, options, "list", "List the budgets and where they stand.")
    {
        Aliases.Add("ls");
        HiddenAliases = ["ls"];
        Examples = ["weir budgets list", "weir budgets list --json"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var admin = await run.AdminAsync(cancellationToken);
        var budgets = await admin.ListBudgetsAsync(cancellationToken);
        return run.Show(budgets, AdminJson.Default.IReadOnlyListBudgetEntry, terminal => Write(terminal, budgets, run.Context.Time.GetUtcNow()));
    }

    private static void Write(ITerminal terminal, IReadOnlyList<BudgetEntry> budgets, DateTimeOffset now)
    {
        if (budgets.Count == 0)
        {
            terminal.Note("There are no budgets. Set one: weir budgets set key:ci --monthly 20");
            return;
        }

        var table = new TableView("BUDGET", "LIMIT>", "SPENT>", "HELD>", "LEFT>", "RESETS", "KIND", "FROM");
        foreach (var budget in budgets)
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

        terminal.Table(table);
    }
}

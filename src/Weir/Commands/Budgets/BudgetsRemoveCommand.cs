using System.CommandLine;
using Weir.Gateway.Admin;
using Weir.Invocation;

namespace Weir.Commands.Budgets;

internal sealed class BudgetsRemoveCommand : CliCommand
{
    private readonly Argument<string> _id = new("BUDGET") { Description = "As `weir budgets list` shows it." };
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Don't ask." };

    public BudgetsRemoveCommand(CliContext context, GlobalOptions options)
        : base(context, options, "remove", "Take a budget away that was set by command or in the console.")
    {
        Add(_id);
        Add(_yes);
        Aliases.Add("rm");
        HiddenAliases = ["rm"];
        Examples = ["weir budgets remove key:ci/monthly/usd"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var id = run.Value(_id);
        run.Confirm($"Take the budget {id} away?", run.Value(_yes));
        var admin = await run.AdminAsync(cancellationToken);
        var budget = await admin.RemoveBudgetAsync(id, cancellationToken);
        return run.Show(budget, AdminJson.Default.BudgetEntry, terminal =>
            terminal.Line($"{budget.Id} is gone; {BudgetWords.Amount(budget.Unit, budget.Spent)} of it were spent."));
    }
}

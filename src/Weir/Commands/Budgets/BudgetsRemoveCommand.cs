using Weir.Gateway.Admin;
using Weir.Invocation;

namespace Weir.Commands.Budgets;

internal sealed class BudgetsRemoveCommand : RemoveCommand
{
    public BudgetsRemoveCommand(CliContext context, GlobalOptions options)
        : base(context, options, "remove", "Take a budget away that was set by command or in the console.", new("BUDGET") { Description = "As `weir budgets list` shows it." }) =>
        Examples = ["weir budgets remove key:ci/monthly/usd"];

    protected override Task<string> AskAsync(IGatewayAdmin admin, string thing, CancellationToken cancellationToken) =>
        Task.FromResult($"Take the budget {thing} away?");

    protected override async Task<int> RemoveAsync(CommandRun run, IGatewayAdmin admin, string thing, CancellationToken cancellationToken)
    {
        var budget = await admin.RemoveBudgetAsync(thing, cancellationToken);
        return run.Show(budget, AdminJson.Default.BudgetEntry, terminal =>
            terminal.Line($"{budget.Id} is gone; {BudgetWords.Amount(budget.Unit, budget.Spent)} of it were spent."));
    }
}

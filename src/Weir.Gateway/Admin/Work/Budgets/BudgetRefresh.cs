namespace Weir.Gateway.Admin.Work.Budgets;

/// <summary>Puts changed budgets in force in this process, and brings its books up to date; does nothing where no gateway runs.</summary>
/// <param name="RunAsync">Does it.</param>
internal sealed record BudgetRefresh(Func<CancellationToken, Task> RunAsync);

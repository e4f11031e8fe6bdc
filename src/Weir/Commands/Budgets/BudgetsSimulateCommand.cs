using System.CommandLine;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Budgets;
using Weir.Invocation;
using Weir.Terminal;
using Weir.Words;

namespace Weir.Commands.Budgets;

internal sealed class BudgetsSimulateCommand : CliCommand
{
    private readonly Argument<string> _model = new("MODEL") { Description = "As a client would name it." };
    private readonly Option<string?> _key = new("--key") { Description = "The client key that would ask; one without budgets of its own when left out.", HelpName = "KEY" };
    private readonly Option<long> _input = new("--input") { Description = "Input tokens of each request.", HelpName = "N", DefaultValueFactory = static _ => 1000 };
    private readonly Option<long?> _output = new("--output") { Description = "The client's max_tokens; none when left out.", HelpName = "N" };
    private readonly Option<int> _requests = new("--requests") { Description = "How many, at most 10000.", HelpName = "N", DefaultValueFactory = static _ => 1000 };

    public BudgetsSimulateCommand(CliContext context, GlobalOptions options)
        : base(context, options, "simulate", "Tell how many requests of one size would pass, without sending them.")
    {
        Add(_model);
        foreach (var option in (Option[])[_key, _input, _output, _requests])
        {
            Add(option);
        }

        Examples = ["weir budgets simulate openai/gpt-5 --key ci --input 2000 --output 500"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var question = new BudgetQuestion
        {
            Model = run.Value(_model),
            Key = run.Value(_key),
            InputTokens = run.Value(_input),
            OutputTokens = run.Value(_output),
            Requests = run.Value(_requests),
        };
        var admin = await run.AdminAsync(cancellationToken);
        var trial = await admin.SimulateBudgetAsync(question, cancellationToken);
        return run.Show(trial, AdminJson.Default.BudgetTrial, terminal => Write(terminal, trial));
    }

    private static void Write(ITerminal terminal, BudgetTrial trial)
    {
        if (trial.Budgets.Count == 0)
        {
            terminal.Line($"No budget holds for {trial.Model}: all pass.");
            return;
        }

        var worst = trial.Worst is { } most ? $"${most.Usd}" : "an unknown price";
        terminal.Line($"{trial.Model}: each may take {worst} and {Amounts.Count(trial.WorstTokens)} tokens at worst{(trial.Likely is { } likely ? $", and will likely cost ${likely.Usd}" : "")}.");
        terminal.Line($"At the same time, {Amounts.Count(trial.AtOnce)} of {Amounts.Count(trial.Requests)} pass.");
        terminal.Line($"One after the other, {Amounts.Count(trial.InTurn)} of {Amounts.Count(trial.Requests)} pass.");
        if (trial.Message is { } message)
        {
            terminal.Note($"{message} {trial.Action}");
        }

        var table = new TableView("BUDGET", "LIMIT>", "SPENT>", "HELD>", "LEFT>", "KIND");
        foreach (var budget in trial.Budgets)
        {
            table.Add(
                budget.Id,
                BudgetWords.Amount(budget.Unit, budget.Limit),
                BudgetWords.Amount(budget.Unit, budget.Spent),
                BudgetWords.Amount(budget.Unit, budget.Held),
                new Cell(BudgetWords.Amount(budget.Unit, budget.Left), budget.Id == trial.RefusedBy ? Tone.Warning : Tone.Plain),
                budget.Hard ? "hard" : "soft");
        }

        terminal.Table(table);
    }
}

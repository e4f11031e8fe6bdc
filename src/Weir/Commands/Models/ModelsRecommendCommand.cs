using System.CommandLine;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Recommendations;
using Weir.Invocation;
using Weir.Terminal;

namespace Weir.Commands.Models;

internal sealed class ModelsRecommendCommand : CliCommand
{
    private readonly Option<string> _task = new("--task") { Description = "coding, chat, reasoning, extraction, vision, summary, or a tag of your own.", HelpName = "KIND", Required = true };
    private readonly Option<decimal?> _budget = new("--budget") { Description = "US dollars that one run may cost.", HelpName = "USD" };
    private readonly Option<long?> _input = new("--input") { Description = "Input tokens of a run; usual for the task when left out.", HelpName = "N" };
    private readonly Option<long?> _output = new("--output") { Description = "Output tokens of a run; what the ledger knows when left out.", HelpName = "N" };
    private readonly Option<string?> _needs = new("--needs") { Description = "What it must be able to do: tools, vision, audio, files, reasoning, json.", HelpName = "LIST" };

    public ModelsRecommendCommand(CliContext context, GlobalOptions options)
        : base(context, options, "recommend", "Pick models for a task by price, ability and what the ledger knows, and say why.")
    {
        Add(_task);
        Add(_budget);
        Add(_input);
        Add(_output);
        Add(_needs);
        Examples = ["weir models recommend --task coding --budget 0.02", "weir models recommend --task extraction --needs json,vision --input 20000 --json"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var question = new RecommendationQuestion
        {
            Task = run.Value(_task) ?? "",
            BudgetUsd = run.Value(_budget),
            Input = run.Value(_input),
            Output = run.Value(_output),
            Needs = (run.Value(_needs) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        };
        var admin = await run.AdminAsync(cancellationToken);
        var recommendation = await admin.RecommendAsync(question, cancellationToken);
        return run.Show(recommendation, AdminJson.Default.Recommendation, terminal => Write(terminal, recommendation));
    }

    private static void Write(ITerminal terminal, Recommendation recommendation)
    {
        if (recommendation.Models.Count == 0)
        {
            terminal.Line("No model fits.");
        }

        foreach (var model in recommendation.Models)
        {
            terminal.Line($"{model.Model} ({model.Score})");
            foreach (var reason in model.Why)
            {
                terminal.Line($"  {reason}");
            }
        }

        if (recommendation.LeftOut.Count > 0)
        {
            terminal.Line($"Left out: {string.Join(", ", recommendation.LeftOut.Select(static entry => $"{entry.Value} ({entry.Key})"))}.");
        }
    }
}

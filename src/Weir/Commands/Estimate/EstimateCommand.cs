using System.CommandLine;
using Weir.Commands.Explain;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Budgets;
using Weir.Gateway.Admin.Previews;
using Weir.Invocation;
using Weir.Terminal;
using Weir.Words;

namespace Weir.Commands.Estimate;

internal sealed class EstimateCommand : CliCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "The request's JSON body; - for standard input." };
    private readonly Option<string?> _model = new("--model") { Description = "Another model than the body's.", HelpName = "NAME" };

    public EstimateCommand(CliContext context, GlobalOptions options)
        : base(context, options, "estimate", "Tell what a request would cost, on its model and on others, without sending it.")
    {
        Add(_file);
        Add(_model);
        Examples = ["weir estimate request.json", "weir estimate - --model openai/gpt-5-mini < request.json"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var question = new RouteQuestion { Model = run.Value(_model), Body = await RequestBody.ReadAsync(run, run.Value(_file), cancellationToken) };
        var admin = await run.AdminAsync(cancellationToken);
        var estimate = await admin.EstimateAsync(question, cancellationToken);
        return run.Show(estimate, AdminJson.Default.CostEstimate, terminal => Write(terminal, estimate));
    }

    private static void Write(ITerminal terminal, CostEstimate estimate)
    {
        var asked = estimate.Model;
        terminal.Line($"{asked.Model}: about {Amounts.Count(asked.InputTokens)} input tokens, {Amounts.Count(asked.OutputTokensLikely)} to {Amounts.Count(asked.OutputTokensMost)} output tokens");
        var table = new TableView("MODEL", "LOW>", "LIKELY>", "WORST>", "DIFFERENCE");
        foreach (var cost in (ModelCost[])[asked, .. estimate.Others])
        {
            table.Add(cost.Model, Text(cost.Low), Text(cost.Likely), Text(cost.Worst), cost.DifferenceText ?? (cost.Tariff == "unknown" ? "price unknown" : "-"));
        }

        terminal.Table(table);
    }

    private static string Text(UsdAmount? amount) => amount is null ? "-" : "$" + amount.Usd;
}

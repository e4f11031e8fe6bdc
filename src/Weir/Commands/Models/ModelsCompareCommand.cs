using System.CommandLine;
using Weir.Gateway.Admin;
using Weir.Invocation;
using Weir.Terminal;
using Weir.Words;

namespace Weir.Commands.Models;

internal sealed class ModelsCompareCommand : CliCommand
{
    private readonly Argument<string[]> _models = new("MODEL")
    {
        Description = "connection/model, bare model ids, or aliases: two to six.",
        Arity = new ArgumentArity(2, 6),
    };

    public ModelsCompareCommand(CliContext context, GlobalOptions options)
        : base(context, options, "compare", "Show models side by side: limits, prices, what they can.")
    {
        Add(_models);
        Examples = ["weir models compare openai/gpt-5 anthropic/claude-sonnet-4-5", "weir models compare fast default --json"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var admin = await run.AdminAsync(cancellationToken);
        var models = new List<ModelEntry>();
        foreach (var name in run.Value(_models) ?? [])
        {
            models.Add(await admin.GetModelAsync(name, cancellationToken));
        }

        return run.Show<IReadOnlyList<ModelEntry>>(models, AdminJson.Default.IReadOnlyListModelEntry, terminal => Write(terminal, models));
    }

    private static void Write(ITerminal terminal, List<ModelEntry> models)
    {
        var table = new TableView(["", .. models.Select(static model => model.Name)]);
        foreach (var (name, of) in ModelFacts.All)
        {
            table.Add([name, .. models.Select(model => new Cell(of(model)))]);
        }

        terminal.Table(table);
    }
}

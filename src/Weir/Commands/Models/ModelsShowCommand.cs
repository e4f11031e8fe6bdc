using System.CommandLine;
using Weir.Gateway.Admin;
using Weir.Invocation;
using Weir.Terminal;
using Weir.Words;

namespace Weir.Commands.Models;

internal sealed class ModelsShowCommand : CliCommand
{
    private readonly Argument<string> _model = new("MODEL") { Description = "connection/model, a bare model id, or an alias." };

    public ModelsShowCommand(CliContext context, GlobalOptions options)
        : base(context, options, "show", "Show one model: limits, price, what it can.")
    {
        Add(_model);
        Examples = ["weir models show openai/gpt-5", "weir models show fast --json"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var admin = await run.AdminAsync(cancellationToken);
        var model = await admin.GetModelAsync(run.Value(_model), cancellationToken);
        return run.Show(model, AdminJson.Default.ModelEntry, terminal => Write(terminal, model));
    }

    private static void Write(ITerminal terminal, ModelEntry model)
    {
        terminal.Line($"{model.Title} ({model.Name})");
        var table = new TableView("", "");
        foreach (var (name, of) in ModelFacts.All)
        {
            table.Add(name, of(model));
        }

        terminal.Table(table);
    }
}

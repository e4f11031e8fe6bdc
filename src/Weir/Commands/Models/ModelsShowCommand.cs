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
        terminal.Table(new TableView("", "")
            .Add("provider", model.Provider)
            .Add("aliases", string.Join(", ", model.Aliases))
            .Add("context", $"{Amounts.Limit(model.ContextLimit)} tokens")
            .Add("output", $"{Amounts.Limit(model.OutputLimit)} tokens")
            .Add("paid", model.PriceVersion is null ? model.Tariff : $"{model.Tariff.Replace('_', ' ')} ({model.PriceVersion})")
            .Add("price in", $"{Amounts.Price(model.InputUsdPerMillion)} USD per million tokens")
            .Add("price out", $"{Amounts.Price(model.OutputUsdPerMillion)} USD per million tokens")
            .Add("cached in", $"{Amounts.Price(model.CachedReadUsdPerMillion)} USD per million tokens")
            .Add("can", string.Join(", ", model.Capabilities))
            .Add("takes", string.Join(", ", model.InputModalities))
            .Add("gives", string.Join(", ", model.OutputModalities))
            .Add("status", model.Status));
    }
}

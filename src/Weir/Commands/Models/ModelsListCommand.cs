using System.CommandLine;
using Weir.Gateway.Admin;
using Weir.Invocation;
using Weir.Terminal;
using Weir.Words;

namespace Weir.Commands.Models;

internal sealed class ModelsListCommand : CliCommand
{
    private readonly Option<string?> _provider = new("--provider") { Description = "Only those of this provider or connection.", HelpName = "NAME" };

    public ModelsListCommand(CliContext context, GlobalOptions options)
        : base(context, options, "list", "List the models that a client may ask for.")
    {
        Add(_provider);
        Aliases.Add("ls");
        HiddenAliases = ["ls"];
        Examples = ["weir models list", "weir models list --provider openai --json"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var admin = await run.AdminAsync(cancellationToken);
        var models = await admin.ListModelsAsync(run.Value(_provider), cancellationToken);
        return run.Show(models, AdminJson.Default.IReadOnlyListModelEntry, terminal => Write(terminal, models));
    }

    private static void Write(ITerminal terminal, IReadOnlyList<ModelEntry> models)
    {
        var table = new TableView("MODEL", "ALIAS", "CONTEXT>", "OUTPUT>", "IN $/M>", "OUT $/M>", "CAN", "STATUS");
        foreach (var model in models)
        {
            table.Add(
                model.Name,
                string.Join(", ", model.Aliases),
                Amounts.Limit(model.ContextLimit),
                Amounts.Limit(model.OutputLimit),
                Rate(model, model.InputUsdPerMillion),
                Rate(model, model.OutputUsdPerMillion),
                string.Join(", ", model.Capabilities),
                model.Status);
        }

        terminal.Table(table);
    }

    /// <summary>Free, paid by a plan and unknown are three things, and none of them is a price of zero.</summary>
    private static string Rate(ModelEntry model, decimal? perMillion) => perMillion is null && model.Tariff is "free" or "plan" ? model.Tariff : Amounts.Price(perMillion);
}

using Weir.Invocation;
using Weir.Words;

namespace Weir.Commands.Catalog;

internal sealed class CatalogInfoCommand : CliCommand
{
    public CatalogInfoCommand(CliContext context, GlobalOptions options)
        : base(context, options, "info", "Say which catalogue is in use, and how old it is.") =>
        Examples = ["weir catalog info", "weir catalog info --json"];

    protected override Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var (catalog, path) = CatalogFiles.InUse(run.Settings);
        var facts = CatalogFacts.From(catalog.Info, path);
        return Task.FromResult(run.Show(facts, CliJson.Default.CatalogFacts, terminal => terminal.Line(
            $"{facts.Providers} providers, {Amounts.Count(facts.Models)} models, as of {facts.Date:yyyy-MM-dd}, from {facts.Source}; {facts.Path ?? "shipped with Weir"}")));
    }
}

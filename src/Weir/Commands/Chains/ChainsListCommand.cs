using System.Text.Json.Serialization.Metadata;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Chains;
using Weir.Invocation;
using Weir.Terminal;
using Weir.Words;

namespace Weir.Commands.Chains;

internal sealed class ChainsListCommand(CliContext context, GlobalOptions options) : ListCommand<ChainEntry>(context, options, "chains", "List the chains of weir.yaml, and those that were set while running.")
{
    protected override JsonTypeInfo<IReadOnlyList<ChainEntry>> Json => AdminJson.Default.IReadOnlyListChainEntry;

    protected override string None => "There are no chains. Set one: weir chains set NAME TARGET..";

    protected override Task<IReadOnlyList<ChainEntry>> ReadAsync(IGatewayAdmin admin, CancellationToken cancellationToken) => admin.ListChainsAsync(cancellationToken);

    protected override TableView Table(IReadOnlyList<ChainEntry> items, DateTimeOffset now)
    {
        var table = new TableView("NAME", "TARGETS", "STRATEGY", "LAST 24 H>", "FAILED>", "FROM");
        foreach (var chain in items)
        {
            table.Add(
                chain.Name,
                string.Join(", ", chain.Targets.Select(static target => target.Status == "ready" ? target.Name : $"{target.Name} ({target.Status})")),
                chain.Strategy,
                Amounts.Count(chain.Requests),
                Amounts.Count(chain.Failed),
                chain.Problem is null ? chain.Origin : new Cell($"not in use: {chain.Problem}", Tone.Warning));
        }

        return table;
    }
}

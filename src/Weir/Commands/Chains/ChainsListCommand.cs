using Weir.Gateway.Admin;
using Weir.Invocation;
using Weir.Terminal;
using Weir.Words;

namespace Weir.Commands.Chains;

internal sealed class ChainsListCommand : CliCommand
{
    public ChainsListCommand(CliContext context, GlobalOptions options)
        : base(context, options, "list", "List the chains of weir.yaml, and those that were set while running.")
    {
        Aliases.Add("ls");
        HiddenAliases = ["ls"];
        Examples = ["weir chains list", "weir chains list --json"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var admin = await run.AdminAsync(cancellationToken);
        var chains = await admin.ListChainsAsync(cancellationToken);
        return run.Show(chains, AdminJson.Default.IReadOnlyListChainEntry, terminal =>
        {
            if (chains.Count == 0)
            {
                terminal.Line("There are no chains. Set one: weir chains set NAME TARGET..");
                return;
            }

            var table = new TableView("NAME", "TARGETS", "STRATEGY", "LAST 24 H>", "FAILED>", "FROM");
            foreach (var chain in chains)
            {
                table.Add(
                    chain.Name,
                    string.Join(", ", chain.Targets.Select(static target => target.Status == "ready" ? target.Name : $"{target.Name} ({target.Status})")),
                    chain.Strategy,
                    Amounts.Count(chain.Requests),
                    Amounts.Count(chain.Failed),
                    chain.Problem is null ? chain.Origin : new Cell($"not in use: {chain.Problem}", Tone.Warning));
            }

            terminal.Table(table);
        });
    }
}

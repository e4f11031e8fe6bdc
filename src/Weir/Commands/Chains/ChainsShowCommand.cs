using System.CommandLine;
using Weir.Gateway.Admin;
using Weir.Invocation;

namespace Weir.Commands.Chains;

internal sealed class ChainsShowCommand : CliCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "The chain." };

    public ChainsShowCommand(CliContext context, GlobalOptions options)
        : base(context, options, "show", "Show one chain: how its targets fare, and who answered in the last 24 hours.")
    {
        Add(_name);
        Examples = ["weir chains show coding"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var admin = await run.AdminAsync(cancellationToken);
        var chain = await admin.GetChainAsync(run.Value(_name), cancellationToken);
        return run.Show(chain, AdminJson.Default.ChainEntry, terminal => ChainWords.Write(terminal, chain));
    }
}

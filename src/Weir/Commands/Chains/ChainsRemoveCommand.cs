using System.CommandLine;
using Weir.Gateway.Admin;
using Weir.Invocation;

namespace Weir.Commands.Chains;

internal sealed class ChainsRemoveCommand : CliCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "The chain." };
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Don't ask." };

    public ChainsRemoveCommand(CliContext context, GlobalOptions options)
        : base(context, options, "remove", "Take a chain away that was set while running.")
    {
        Add(_name);
        Add(_yes);
        Aliases.Add("rm");
        HiddenAliases = ["rm"];
        Examples = ["weir chains remove coding --yes"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var name = run.Value(_name);
        run.Confirm($"Take the chain \"{name}\" away? Who asks for it is refused from then on.", run.Value(_yes));
        var admin = await run.AdminAsync(cancellationToken);
        var chain = await admin.RemoveChainAsync(name, cancellationToken);
        return run.Show(chain, AdminJson.Default.ChainEntry, terminal => terminal.Line($"The chain {chain.Name} is gone."));
    }
}

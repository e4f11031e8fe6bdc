using Weir.Gateway.Admin;
using Weir.Invocation;

namespace Weir.Commands.Chains;

internal sealed class ChainsRemoveCommand : RemoveCommand
{
    public ChainsRemoveCommand(CliContext context, GlobalOptions options)
        : base(context, options, "remove", "Take a chain away that was set while running.", new("NAME") { Description = "The chain." }) =>
        Examples = ["weir chains remove coding --yes"];

    protected override Task<string> AskAsync(IGatewayAdmin admin, string thing, CancellationToken cancellationToken) =>
        Task.FromResult($"Take the chain \"{thing}\" away? Who asks for it is refused from then on.");

    protected override async Task<int> RemoveAsync(CommandRun run, IGatewayAdmin admin, string thing, CancellationToken cancellationToken)
    {
        var chain = await admin.RemoveChainAsync(thing, cancellationToken);
        return run.Show(chain, AdminJson.Default.ChainEntry, terminal => terminal.Line($"The chain {chain.Name} is gone."));
    }
}

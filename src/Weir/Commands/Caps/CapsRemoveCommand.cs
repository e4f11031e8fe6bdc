using Weir.Gateway.Admin;
using Weir.Invocation;

namespace Weir.Commands.Caps;

internal sealed class CapsRemoveCommand : RemoveCommand
{
    public CapsRemoveCommand(CliContext context, GlobalOptions options)
        : base(context, options, "remove", "Take a cap on runs away that was set by command or in the console.", new("ON") { Description = "As `weir caps list` shows it." }) =>
        Examples = ["weir caps remove key:ci"];

    protected override Task<string> AskAsync(IGatewayAdmin admin, string thing, CancellationToken cancellationToken) =>
        Task.FromResult($"Take the cap on runs of {thing} away?");

    protected override async Task<int> RemoveAsync(CommandRun run, IGatewayAdmin admin, string thing, CancellationToken cancellationToken)
    {
        var cap = await admin.RemoveRunCapAsync(thing, cancellationToken);
        return run.Show(cap, AdminJson.Default.RunCapEntry, terminal => terminal.Line($"Runs of {cap.On} have no cap any more."));
    }
}

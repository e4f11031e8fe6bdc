using Weir.Gateway.Admin;
using Weir.Invocation;

namespace Weir.Commands.Providers;

internal sealed class ProvidersRemoveCommand : RemoveCommand
{
    public ProvidersRemoveCommand(CliContext context, GlobalOptions options)
        : base(context, options, "remove", "Take a connection away, and its credential.", new("NAME") { Description = "A connection that was added while running." }) =>
        Examples = ["weir providers remove work --yes"];

    protected override Task<string> AskAsync(IGatewayAdmin admin, string thing, CancellationToken cancellationToken) =>
        Task.FromResult($"Take the connection {thing} away, with its credential?");

    protected override async Task<int> RemoveAsync(CommandRun run, IGatewayAdmin admin, string thing, CancellationToken cancellationToken)
    {
        var removed = await admin.RemoveConnectionAsync(thing, cancellationToken);
        return run.Show(removed, AdminJson.Default.ConnectionEntry, terminal => terminal.Line($"{removed.Name}: removed."));
    }
}

using System.CommandLine;
using Weir.Gateway.Admin;
using Weir.Invocation;

namespace Weir.Commands.Providers;

internal sealed class ProvidersRemoveCommand : CliCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "A connection that was added while running." };
    private readonly Option<bool> _yes = new("--yes") { Description = "Don't ask." };

    public ProvidersRemoveCommand(CliContext context, GlobalOptions options)
        : base(context, options, "remove", "Take a connection away, and its credential.")
    {
        Add(_name);
        Add(_yes);
        Aliases.Add("rm");
        HiddenAliases = ["rm"];
        Examples = ["weir providers remove work --yes"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var name = run.Value(_name);
        run.Confirm($"Take the connection {name} away, with its credential?", run.Value(_yes));
        var admin = await run.AdminAsync(cancellationToken);
        var removed = await admin.RemoveConnectionAsync(name, cancellationToken);
        return run.Show(removed, AdminJson.Default.ConnectionEntry, terminal => terminal.Line($"{removed.Name}: removed."));
    }
}

using System.CommandLine;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Credentials;
using Weir.Invocation;

namespace Weir.Commands.Providers;

/// <summary><c>enable</c> and <c>disable</c>.</summary>
internal sealed class ProvidersSwitchCommand : CliCommand
{
    private readonly bool _enabled;
    private readonly Argument<string> _name = new("NAME") { Description = "A connection." };

    public ProvidersSwitchCommand(CliContext context, GlobalOptions options, string verb, string description, bool enabled)
        : base(context, options, verb, description)
    {
        _enabled = enabled;
        Add(_name);
        Examples = [$"weir providers {verb} work"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var admin = await run.AdminAsync(cancellationToken);
        var connection = await admin.SwitchConnectionAsync(run.Value(_name), new ConnectionSwitch(_enabled), cancellationToken);
        return run.Show(connection, AdminJson.Default.ConnectionEntry, terminal => terminal.Line($"{connection.Name}: {(_enabled ? "enabled" : "disabled")}."));
    }
}

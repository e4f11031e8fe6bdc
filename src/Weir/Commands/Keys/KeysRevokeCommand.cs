using System.CommandLine;
using Weir.Gateway.Admin;
using Weir.Invocation;

namespace Weir.Commands.Keys;

internal sealed class KeysRevokeCommand : CliCommand
{
    private readonly Argument<string> _key = new("KEY") { Description = "The key's name or id." };
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Don't ask." };

    public KeysRevokeCommand(CliContext context, GlobalOptions options)
        : base(context, options, "revoke", "End a key at once.")
    {
        Add(_key);
        Add(_yes);
        Aliases.Add("rm");
        HiddenAliases = ["rm"];
        Examples = ["weir keys revoke laptop", "weir keys revoke key_8a7Gk2PqXw3LmZ5t --yes"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var name = run.Value(_key);
        run.Confirm($"End key '{name}' now?", run.Value(_yes));
        var admin = await run.AdminAsync(cancellationToken);
        var key = await admin.RevokeKeyAsync(name, cancellationToken);
        return run.Show(key, AdminJson.Default.KeyEntry, terminal => terminal.Line($"Key '{key.Name}' ({key.Id}) is revoked."));
    }
}

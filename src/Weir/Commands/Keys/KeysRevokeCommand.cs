using Weir.Gateway.Admin;
using Weir.Invocation;

namespace Weir.Commands.Keys;

internal sealed class KeysRevokeCommand : RemoveCommand
{
    public KeysRevokeCommand(CliContext context, GlobalOptions options)
        : base(context, options, "revoke", "End a key at once.", new("KEY") { Description = "The key's name or id." }) =>
        Examples = ["weir keys revoke laptop", "weir keys revoke key_8a7Gk2PqXw3LmZ5t --yes"];

    protected override Task<string> AskAsync(IGatewayAdmin admin, string thing, CancellationToken cancellationToken) =>
        Task.FromResult($"End key '{thing}' now?");

    protected override async Task<int> RemoveAsync(CommandRun run, IGatewayAdmin admin, string thing, CancellationToken cancellationToken)
    {
        var key = await admin.RevokeKeyAsync(thing, cancellationToken);
        return run.Show(key, AdminJson.Default.KeyEntry, terminal => terminal.Line($"Key '{key.Name}' ({key.Id}) is revoked."));
    }
}

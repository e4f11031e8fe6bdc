using Weir.Gateway.Admin;
using Weir.Invocation;

namespace Weir.Commands.Users;

internal sealed class UsersRemoveCommand : RemoveCommand
{
    public UsersRemoveCommand(CliContext context, GlobalOptions options)
        : base(context, options, "remove", "Remove a user: his keys end and he is signed out; what he used stays in the ledger.", new("NAME") { Description = "The user." }) =>
        Examples = ["weir users remove ada@example.org"];

    protected override async Task<string> AskAsync(IGatewayAdmin admin, string thing, CancellationToken cancellationToken)
    {
        var user = (await admin.ListUsersAsync(cancellationToken)).FirstOrDefault(user => string.Equals(user.Name, thing, StringComparison.OrdinalIgnoreCase))
            ?? throw new CliException(ExitCodes.Failed, $"There is no user '{thing}'.", "See: weir users list");
        return $"Remove {user.Name}, end {(user.Keys == 1 ? "1 key" : $"{user.Keys} keys")} for good and sign {user.Name} out everywhere?";
    }

    protected override async Task<int> RemoveAsync(CommandRun run, IGatewayAdmin admin, string thing, CancellationToken cancellationToken)
    {
        var removal = await admin.RemoveUserAsync(thing, cancellationToken);
        return run.Show(removal, AdminJson.Default.UserRemoval, terminal =>
            terminal.Line($"{removal.User.Name} is removed; {(removal.RevokedKeys.Count == 0 ? "there were no keys to end" : $"ended: {string.Join(", ", removal.RevokedKeys)}")}."));
    }
}

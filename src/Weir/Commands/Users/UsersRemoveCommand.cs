using System.CommandLine;
using Weir.Gateway.Admin;
using Weir.Invocation;

namespace Weir.Commands.Users;

internal sealed class UsersRemoveCommand : CliCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "The user." };
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Don't ask." };

    public UsersRemoveCommand(CliContext context, GlobalOptions options)
        : base(context, options, "remove", "Remove a user: his keys end and he is signed out; what he used stays in the ledger.")
    {
        Add(_name);
        Add(_yes);
        Aliases.Add("rm");
        HiddenAliases = ["rm"];
        Examples = ["weir users remove ada@example.org"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var name = run.Value(_name);
        var admin = await run.AdminAsync(cancellationToken);
        var user = (await admin.ListUsersAsync(cancellationToken)).FirstOrDefault(user => string.Equals(user.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new CliException(ExitCodes.Failed, $"There is no user '{name}'.", "See: weir users list");
        run.Confirm($"Remove {user.Name}, end {Keys(user.Keys)} for good and sign {user.Name} out everywhere?", run.Value(_yes));
        var removal = await admin.RemoveUserAsync(user.Name, cancellationToken);
        return run.Show(removal, AdminJson.Default.UserRemoval, terminal =>
            terminal.Line($"{removal.User.Name} is removed; {(removal.RevokedKeys.Count == 0 ? "there were no keys to end" : $"ended: {string.Join(", ", removal.RevokedKeys)}")}."));
    }

    private static string Keys(int count) => count == 1 ? "1 key" : $"{count} keys";
}

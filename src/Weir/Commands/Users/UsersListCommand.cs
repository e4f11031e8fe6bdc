using Weir.Gateway.Admin;
using Weir.Gateway.Admin.People;
using Weir.Invocation;
using Weir.Terminal;

namespace Weir.Commands.Users;

internal sealed class UsersListCommand : CliCommand
{
    public UsersListCommand(CliContext context, GlobalOptions options)
        : base(context, options, "list", "List the users, their roles and teams.")
    {
        Aliases.Add("ls");
        HiddenAliases = ["ls"];
        Examples = ["weir users list", "weir users list --json"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var admin = await run.AdminAsync(cancellationToken);
        var users = await admin.ListUsersAsync(cancellationToken);
        return run.Show(users, AdminJson.Default.IReadOnlyListUserEntry, terminal => Write(terminal, users));
    }

    private static void Write(ITerminal terminal, IReadOnlyList<UserEntry> users)
    {
        if (users.Count == 0)
        {
            terminal.Note("There are no users. Add one: weir users add ada@example.org --role manager");
            return;
        }

        var table = new TableView("NAME", "ROLE", "TEAM", "MAIL", "KEYS>", "STATE");
        foreach (var user in users)
        {
            table.Add(
                user.Name, user.Role, user.Team, user.Email, user.Keys.ToString(System.Globalization.CultureInfo.InvariantCulture),
                new Cell(user.Enabled ? "enabled" : "disabled", user.Enabled ? Tone.Good : Tone.Faint));
        }

        terminal.Table(table);
    }
}

using System.Text.Json.Serialization.Metadata;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.People;
using Weir.Invocation;
using Weir.Terminal;

namespace Weir.Commands.Users;

internal sealed class UsersListCommand(CliContext context, GlobalOptions options) : ListCommand<UserEntry>(context, options, "users", "List the users, their roles and teams.")
{
    protected override JsonTypeInfo<IReadOnlyList<UserEntry>> Json => AdminJson.Default.IReadOnlyListUserEntry;

    protected override string None => "There are no users. Add one: weir users add ada@example.org --role manager";

    protected override Task<IReadOnlyList<UserEntry>> ReadAsync(IGatewayAdmin admin, CancellationToken cancellationToken) => admin.ListUsersAsync(cancellationToken);

    protected override TableView Table(IReadOnlyList<UserEntry> items, DateTimeOffset now)
    {
        var table = new TableView("NAME", "ROLE", "TEAM", "MAIL", "KEYS>", "STATE");
        foreach (var user in items)
        {
            table.Add(
                user.Name, user.Role, user.Team, user.Email, user.Keys.ToString(System.Globalization.CultureInfo.InvariantCulture),
                new Cell(user.Enabled ? "enabled" : "disabled", user.Enabled ? Tone.Good : Tone.Faint));
        }

        return table;
    }
}

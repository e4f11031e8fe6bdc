using System.CommandLine;
using Weir.Gateway.Admin.People;
using Weir.Metering.People;

namespace Weir.Commands.Users;

/// <summary>What can be said about a user.</summary>
internal sealed class UserOptions
{
    public Option<string?> Role { get; } = Chosen("--role", "What he may do: member (his own alone), manager, admin.", "ROLE");

    public Option<string?> Team { get; } = new("--team") { Description = "The team he is in; \"\" takes him out.", HelpName = "TEAM" };

    public Option<string?> Email { get; } = new("--email") { Description = "His mail address; \"\" takes it away.", HelpName = "MAIL" };

    public void AddTo(Command command)
    {
        command.Add(Role);
        command.Add(Team);
        command.Add(Email);
    }

    /// <summary>A user in one line.</summary>
    public static string Words(UserEntry user) =>
        $"{user.Name}: {user.Role}{(user.Team is null ? "" : $", team {user.Team}")}{(user.Enabled ? "" : ", disabled")}.";

    private static Option<string?> Chosen(string name, string description, string helpName)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = helpName };
        option.AcceptOnlyFromAmong([.. Roles.Words]);
        return option;
    }
}

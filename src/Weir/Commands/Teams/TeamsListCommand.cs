using Weir.Gateway.Admin;
using Weir.Gateway.Admin.People;
using Weir.Invocation;
using Weir.Terminal;

namespace Weir.Commands.Teams;

internal sealed class TeamsListCommand : CliCommand
{
    public TeamsListCommand(CliContext context, GlobalOptions options)
        : base(context, options, "list", "List the teams and who is in them.")
    {
        Aliases.Add("ls");
        HiddenAliases = ["ls"];
        Examples = ["weir teams list", "weir teams list --json"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var admin = await run.AdminAsync(cancellationToken);
        var teams = await admin.ListTeamsAsync(cancellationToken);
        return run.Show(teams, AdminJson.Default.IReadOnlyListTeamEntry, terminal => Write(terminal, teams));
    }

    private static void Write(ITerminal terminal, IReadOnlyList<TeamEntry> teams)
    {
        if (teams.Count == 0)
        {
            terminal.Note("There are no teams. Add one: weir teams add research");
            return;
        }

        var table = new TableView("TEAM", "MEMBERS");
        foreach (var team in teams)
        {
            table.Add(team.Name, team.Members.Count == 0 ? "nobody" : string.Join(", ", team.Members));
        }

        terminal.Table(table);
    }
}

using System.CommandLine;
using Weir.Gateway.Admin;
using Weir.Invocation;

namespace Weir.Commands.Teams;

internal sealed class TeamsRemoveCommand : CliCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "A team that nobody is in." };
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Don't ask." };

    public TeamsRemoveCommand(CliContext context, GlobalOptions options)
        : base(context, options, "remove", "Remove a team that nobody is in; its budgets stay.")
    {
        Add(_name);
        Add(_yes);
        Aliases.Add("rm");
        HiddenAliases = ["rm"];
        Examples = ["weir teams remove research"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var name = run.Value(_name);
        run.Confirm($"Remove the team {name}?", run.Value(_yes));
        var admin = await run.AdminAsync(cancellationToken);
        var team = await admin.RemoveTeamAsync(name, cancellationToken);
        return run.Show(team, AdminJson.Default.TeamEntry, terminal => terminal.Line($"The team {team.Name} is removed."));
    }
}

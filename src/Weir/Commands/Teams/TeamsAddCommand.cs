using System.CommandLine;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.People;
using Weir.Invocation;

namespace Weir.Commands.Teams;

internal sealed class TeamsAddCommand : CliCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "What the team is called; unique." };

    public TeamsAddCommand(CliContext context, GlobalOptions options)
        : base(context, options, "add", "Add a team, which can have a budget of its own.")
    {
        Add(_name);
        Examples = ["weir teams add research"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var admin = await run.AdminAsync(cancellationToken);
        var team = await admin.CreateTeamAsync(new TeamOrder(run.Value(_name)), cancellationToken);
        return run.Show(team, AdminJson.Default.TeamEntry, terminal =>
        {
            terminal.Line($"The team {team.Name} is made.");
            terminal.Note($"Put somebody in: weir users edit NAME --team {team.Name}. Give it a budget: weir budgets set team:{team.Name} --monthly 100");
        });
    }
}

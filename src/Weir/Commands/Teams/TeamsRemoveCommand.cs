using Weir.Gateway.Admin;
using Weir.Invocation;

namespace Weir.Commands.Teams;

internal sealed class TeamsRemoveCommand : RemoveCommand
{
    public TeamsRemoveCommand(CliContext context, GlobalOptions options)
        : base(context, options, "remove", "Remove a team that nobody is in; its budgets stay.", new("NAME") { Description = "A team that nobody is in." }) =>
        Examples = ["weir teams remove research"];

    protected override Task<string> AskAsync(IGatewayAdmin admin, string thing, CancellationToken cancellationToken) =>
        Task.FromResult($"Remove the team {thing}?");

    protected override async Task<int> RemoveAsync(CommandRun run, IGatewayAdmin admin, string thing, CancellationToken cancellationToken)
    {
        var team = await admin.RemoveTeamAsync(thing, cancellationToken);
        return run.Show(team, AdminJson.Default.TeamEntry, terminal => terminal.Line($"The team {team.Name} is removed."));
    }
}

using System.Text.Json.Serialization.Metadata;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.People;
using Weir.Invocation;
using Weir.Terminal;

namespace Weir.Commands.Teams;

internal sealed class TeamsListCommand(CliContext context, GlobalOptions options) : ListCommand<TeamEntry>(context, options, "teams", "List the teams and who is in them.")
{
    protected override JsonTypeInfo<IReadOnlyList<TeamEntry>> Json => AdminJson.Default.IReadOnlyListTeamEntry;

    protected override string None => "There are no teams. Add one: weir teams add research";

    protected override Task<IReadOnlyList<TeamEntry>> ReadAsync(IGatewayAdmin admin, CancellationToken cancellationToken) => admin.ListTeamsAsync(cancellationToken);

    protected override TableView Table(IReadOnlyList<TeamEntry> items, DateTimeOffset now)
    {
        var table = new TableView("TEAM", "MEMBERS");
        foreach (var team in items)
        {
            table.Add(team.Name, team.Members.Count == 0 ? "nobody" : string.Join(", ", team.Members));
        }

        return table;
    }
}

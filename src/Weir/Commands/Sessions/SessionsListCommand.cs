using System.Text.Json.Serialization.Metadata;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Sessions;
using Weir.Invocation;
using Weir.Terminal;
using Weir.Words;

namespace Weir.Commands.Sessions;

internal sealed class SessionsListCommand(CliContext context, GlobalOptions options) : ListCommand<SessionEntry>(context, options, "sessions", "List the test sessions of the running gateway.")
{
    protected override JsonTypeInfo<IReadOnlyList<SessionEntry>> Json => AdminJson.Default.IReadOnlyListSessionEntry;

    protected override string None => "There are no test sessions. Open one: weir models test groq MODEL 30";

    protected override Task<IReadOnlyList<SessionEntry>> ReadAsync(IGatewayAdmin admin, CancellationToken cancellationToken) => admin.ListSessionsAsync(cancellationToken);

    protected override TableView Table(IReadOnlyList<SessionEntry> items, DateTimeOffset now)
    {
        var table = new TableView("ID", "PROVIDER", "MODEL", "STATE", "LEFT", "USES>", "COST>", "MADE", "BY");
        foreach (var session in items)
        {
            var isOpen = session.State == "open";
            table.Add(
                session.Id,
                session.Provider,
                session.Model,
                new Cell(session.State, isOpen ? Tone.Good : Tone.Faint),
                isOpen ? Amounts.Span(TimeSpan.FromSeconds(session.SecondsLeft)) : null,
                Amounts.Count(session.Uses),
                Amounts.Usd(session.CostUsd),
                Amounts.Moment(session.CreatedAt),
                session.CreatedBy);
        }

        return table;
    }
}

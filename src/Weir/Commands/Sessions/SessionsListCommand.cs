using Weir.Gateway.Admin;
using Weir.Invocation;
using Weir.Terminal;
using Weir.Words;

namespace Weir.Commands.Sessions;

internal sealed class SessionsListCommand : CliCommand
{
    public SessionsListCommand(CliContext context, GlobalOptions options)
        : base(context, options, "list", "List the test sessions of the running gateway.")
    {
        Aliases.Add("ls");
        HiddenAliases = ["ls"];
        Examples = ["weir sessions list", "weir sessions list --json"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var admin = await run.AdminAsync(cancellationToken);
        var sessions = await admin.ListSessionsAsync(cancellationToken);
        return run.Show(sessions, AdminJson.Default.IReadOnlyListSessionEntry, terminal =>
        {
            var table = new TableView("ID", "PROVIDER", "MODEL", "STATE", "LEFT", "USES>", "COST>", "MADE", "BY");
            foreach (var session in sessions)
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

            terminal.Table(table);
        });
    }
}

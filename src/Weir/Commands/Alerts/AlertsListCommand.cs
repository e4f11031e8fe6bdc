using System.CommandLine;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Alerts;
using Weir.Invocation;
using Weir.Terminal;
using Weir.Words;

namespace Weir.Commands.Alerts;

internal sealed class AlertsListCommand : CliCommand
{
    private readonly Option<bool> _open = new("--open") { Description = "Only those that nobody acknowledged." };
    private readonly Option<int> _limit = new("--limit") { Description = "How many, 1 to 1000.", HelpName = "N", DefaultValueFactory = _ => 50 };

    public AlertsListCommand(CliContext context, GlobalOptions options)
        : base(context, options, "list", "List alerts, the newest first.")
    {
        Add(_open);
        Add(_limit);
        Aliases.Add("ls");
        HiddenAliases = ["ls"];
        Examples = ["weir alerts list", "weir alerts list --open --json"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var limit = run.Value(_limit) is >= 1 and <= 1000 and var number
            ? number
            : throw new CliException(ExitCodes.WrongUsage, "--limit must be from 1 to 1000.", null);
        var admin = await run.AdminAsync(cancellationToken);
        var alerts = await admin.ListAlertsAsync(run.Value(_open), limit, cancellationToken);
        return run.Show(alerts, AdminJson.Default.IReadOnlyListAlertEntry, terminal => Write(terminal, alerts));
    }

    private static void Write(ITerminal terminal, IReadOnlyList<AlertEntry> alerts)
    {
        if (alerts.Count == 0)
        {
            terminal.Note("There are no alerts.");
            return;
        }

        var table = new TableView("TIME", "ID", "KIND", "MESSAGE", "SENT", "KNOWN BY");
        foreach (var alert in alerts)
        {
            table.Add(
                Amounts.Moment(alert.RaisedAt),
                alert.Id,
                new Cell(alert.Kind, alert.AcknowledgedAt is null ? Tone.Warning : Tone.Plain),
                alert.Message,
                alert.Deliveries.Count == 0 ? "-" : string.Join(", ", alert.Deliveries.Select(static delivery => delivery.State == "sent" ? delivery.Channel : $"{delivery.Channel} ({delivery.State})")),
                alert.AcknowledgedBy ?? "-");
        }

        terminal.Table(table);
    }
}

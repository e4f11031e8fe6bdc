using System.CommandLine;
using Weir.Gateway.Admin;
using Weir.Invocation;

namespace Weir.Commands.Alerts;

internal sealed class AlertsAckCommand : CliCommand
{
    private readonly Argument<string> _id = new("ALERT") { Description = "As `weir alerts list` shows it." };

    public AlertsAckCommand(CliContext context, GlobalOptions options)
        : base(context, options, "ack", "Say that you know of an alert.")
    {
        Add(_id);
        Examples = ["weir alerts ack alert_019aa2b3"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var admin = await run.AdminAsync(cancellationToken);
        var alert = await admin.AcknowledgeAlertAsync(run.Value(_id), null, cancellationToken);
        return run.Show(alert, AdminJson.Default.AlertEntry, terminal => terminal.Line($"{alert.AcknowledgedBy} knows of it: {alert.Message}"));
    }
}

using Weir.Gateway.Admin;
using Weir.Invocation;
using Weir.Terminal;

namespace Weir.Commands.Alerts;

internal sealed class AlertsTestCommand : CliCommand
{
    public AlertsTestCommand(CliContext context, GlobalOptions options)
        : base(context, options, "test", "Send a test alert to every webhook and command of weir.yaml.") =>
        Examples = ["weir alerts test", "weir alerts test --json"];

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var admin = await run.AdminAsync(cancellationToken);
        var trials = await admin.TestAlertsAsync(cancellationToken);
        run.Show(trials, AdminJson.Default.IReadOnlyListAlertTrial, terminal =>
        {
            if (trials.Count == 0)
            {
                terminal.Note("weir.yaml names no webhook and no command; alerts are in the log, in the console and in `weir alerts list`.");
                return;
            }

            var table = new TableView("CHANNEL", "RESULT");
            foreach (var trial in trials)
            {
                table.Add(trial.Channel, new Cell(trial.Ok ? "sent" : trial.Problem ?? "failed", trial.Ok ? Tone.Good : Tone.Bad));
            }

            terminal.Table(table);
        });
        return trials.All(static trial => trial.Ok) ? ExitCodes.Ok : ExitCodes.Failed;
    }
}

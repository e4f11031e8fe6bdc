using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Settings;
using Weir.Invocation;
using Weir.Terminal;
using Weir.Words;

namespace Weir.Commands.Config;

internal sealed class ConfigReloadCommand : CliCommand
{
    public ConfigReloadCommand(CliContext context, GlobalOptions options)
        : base(context, options, "reload", "Have the running gateway read weir.yaml again, now: exit code 1 when it refuses the file.") =>
        Examples = ["weir config reload", "weir config reload --json"];

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var report = await (await run.AdminAsync(cancellationToken)).ReloadAsync(cancellationToken);
        run.Show(report, AdminJson.Default.ReloadReport, terminal => Write(terminal, report));
        return report.Taken ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private static void Write(ITerminal terminal, ReloadReport report)
    {
        terminal.Line(report.Taken
            ? $"{report.File} was taken: snapshot {report.SnapshotVersion}, {report.Connections} connections."
            : $"{report.File} has errors and was refused: snapshot {report.SnapshotVersion} goes on.");
        ConfigWords.Write(terminal, report.Problems);
        if (report.NeedsRestart.Count > 0)
        {
            terminal.Note($"These wait for the next start: {string.Join(", ", report.NeedsRestart)}.");
        }
    }
}

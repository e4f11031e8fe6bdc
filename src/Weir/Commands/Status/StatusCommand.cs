using Weir.Gateway.Admin;
using Weir.Invocation;
using Weir.Terminal;
using Weir.Words;

namespace Weir.Commands.Status;

internal sealed class StatusCommand : CliCommand
{
    public StatusCommand(CliContext context, GlobalOptions options)
        : base(context, options, "status", "What runs, where, and with what.") =>
        Examples = ["weir status", "weir status --url http://127.0.0.1:9347 --json"];

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var admin = await run.AdminAsync(cancellationToken);
        var status = await admin.StatusAsync(cancellationToken);
        return run.Show(status, AdminJson.Default.GatewayStatus, terminal => Write(terminal, status));
    }

    private static void Write(ITerminal terminal, GatewayStatus status)
    {
        terminal.Line(status.Running
            ? $"Weir {status.Version} runs at {status.Url}, since {Amounts.Span(TimeSpan.FromSeconds(status.UptimeSeconds ?? 0))}."
            : $"Weir {status.Version}; no gateway runs. Start one: weir serve");
        terminal.Table(new TableView("", "")
            .Add("config", status.ConfigPath ?? "none: providers are found in the environment")
            .Add("data", status.DataFolder)
            .Add("connections", $"{status.Connections}")
            .Add("snapshot", $"{status.SnapshotVersion}")
            .Add("catalogue", $"{status.CatalogDate:yyyy-MM-dd}")
            .Add("engine", status.SqliteEngine));
        ConfigWords.Write(terminal, status.ConfigProblems);
    }
}

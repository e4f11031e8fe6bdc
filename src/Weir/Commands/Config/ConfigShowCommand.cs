using Weir.Invocation;
using Weir.Terminal;
using Weir.Words;

namespace Weir.Commands.Config;

internal sealed class ConfigShowCommand : CliCommand
{
    public ConfigShowCommand(CliContext context, GlobalOptions options)
        : base(context, options, "show", "Show what came of weir.yaml and the environment, without secrets.") =>
        Examples = ["weir config show", "weir config show --json"];

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var admin = await run.AdminAsync(cancellationToken);
        var status = await admin.StatusAsync(cancellationToken);
        var connections = await admin.ListConnectionsAsync(cancellationToken);
        var view = new ConfigView(status.ConfigPath, status.Running ? "gateway" : run.Settings.ConfigSource, status.ConfigProblems, connections);
        return run.Show(view, CliJson.Default.ConfigView, terminal => Write(terminal, view));
    }

    private static void Write(ITerminal terminal, ConfigView view)
    {
        terminal.Line($"{view.File ?? "no weir.yaml"} ({view.Source})");
        var table = new TableView("CONNECTION", "PROVIDER", "FROM", "KEY FROM", "BASE URL", "STATE");
        foreach (var connection in view.Connections)
        {
            table.Add(
                connection.Name,
                connection.Provider,
                connection.Origin,
                connection.KeySource,
                connection.BaseUrl,
                connection.Served ? new Cell("served", Tone.Good) : new Cell(connection.Reason, Tone.Warning));
        }

        terminal.Table(table);
        ConfigWords.Write(terminal, view.Problems);
    }
}

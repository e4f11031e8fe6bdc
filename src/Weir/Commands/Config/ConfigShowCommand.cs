using System.CommandLine;
using Weir.Gateway.Admin;
using Weir.Invocation;
using Weir.Terminal;
using Weir.Words;

namespace Weir.Commands.Config;

internal sealed class ConfigShowCommand : CliCommand
{
    private readonly Option<bool> _sources = new("--sources") { Description = "Show every setting with its source: the file's line, a variable, the database, or the default." };

    public ConfigShowCommand(CliContext context, GlobalOptions options)
        : base(context, options, "show", "Show what came of weir.yaml and the environment, without secrets.")
    {
        Add(_sources);
        Examples = ["weir config show", "weir config show --sources", "weir config show --json"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var admin = await run.AdminAsync(cancellationToken);
        if (run.Value(_sources))
        {
            var settings = await admin.SettingsAsync(cancellationToken);
            return run.Show(settings, AdminJson.Default.SettingsReport, terminal => SettingWords.Write(terminal, settings));
        }

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

using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Previews;
using Weir.Invocation;
using Weir.Terminal;
using Weir.Words;

namespace Weir.Commands.Config;

internal sealed class ConfigDiffCommand : CliCommand
{
    public ConfigDiffCommand(CliContext context, GlobalOptions options)
        : base(context, options, "diff", "Set weir.yaml, the database and what runs against each other: exit code 1 when the file is not what runs.") =>
        Examples = ["weir config diff", "weir config diff --json"];

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var diff = await (await run.AdminAsync(cancellationToken)).ConfigDiffAsync(cancellationToken);
        run.Show(diff, AdminJson.Default.ConfigDiff, terminal => Write(terminal, diff));
        return diff.State == "same" ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private static void Write(ITerminal terminal, ConfigDiff diff)
    {
        terminal.Line(diff switch
        {
            { State: "same", Running: false } => $"{diff.File}: no gateway runs; this is what the next one would read.",
            { State: "same" } => $"{diff.File} is what runs (snapshot {diff.SnapshotVersion}, read {Amounts.Moment(diff.LoadedAt)}).",
            { State: "refused" } => $"{diff.File} has errors: what was read {Amounts.Moment(diff.LoadedAt)} goes on (snapshot {diff.SnapshotVersion}).",
            { State: "missing" } => $"{diff.File} is gone: what was read {Amounts.Moment(diff.LoadedAt)} goes on (snapshot {diff.SnapshotVersion}).",
            _ => $"{diff.File} is not all that runs (snapshot {diff.SnapshotVersion}, read {Amounts.Moment(diff.LoadedAt)}).",
        });
        ConfigWords.Write(terminal, diff.Problems);
        if (diff.Changes.Count > 0)
        {
            var table = new TableView("LINE>", "WHERE", "FILE", "RUNNING", "WHY");
            foreach (var change in diff.Changes)
            {
                table.Add(change.Line == 0 ? "-" : $"{change.Line}", change.Path, change.File ?? "-", change.Running ?? "-", change.Why.Replace('_', ' '));
            }

            terminal.Line();
            terminal.Table(table);
        }

        if (diff.Database.Count > 0)
        {
            var table = new TableView("DATABASE", "NAME", "PROVIDER", "EFFECT");
            foreach (var entry in diff.Database)
            {
                table.Add(entry.Kind, entry.Name, entry.Provider ?? "-", entry.By is null ? entry.Effect.Replace('_', ' ') : $"hidden by {entry.By}");
            }

            terminal.Line();
            terminal.Table(table);
        }
    }
}

using Weir.Catalog.Diff;
using Weir.Catalog.Snapshot;
using Weir.Invocation;

namespace Weir.Commands.Catalog;

internal sealed class CatalogDiffCommand : CliCommand
{
    private readonly CatalogSource _source = new();

    public CatalogDiffCommand(CliContext context, GlobalOptions options)
        : base(context, options, "diff", "Say what a sync would change; without a source, how the catalogue in use differs from the shipped one.")
    {
        _source.AddTo(this);
        Examples = ["weir catalog diff", "weir catalog diff --models-dev https://models.dev/api.json"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var (inUse, path) = CatalogFiles.InUse(run.Settings);
        var shipped = SnapshotCatalog.Embedded();
        var (before, after) = _source.IsNamed(run)
            ? (CatalogFacts.From(inUse.Info, path), (await _source.ReadAsync(run, cancellationToken)).ToCatalog())
            : (CatalogFacts.From(shipped.Info, null), inUse);
        var old = _source.IsNamed(run) ? inUse : shipped;
        var changes = CatalogDiff.Compare(old, after);
        var report = new CatalogChanges(before, CatalogFacts.From(after.Info, _source.IsNamed(run) ? null : path), changes);
        return run.Show(report, CliJson.Default.CatalogChanges, terminal =>
        {
            foreach (var change in changes)
            {
                terminal.Line(change.Text);
            }

            terminal.Note(changes.Count == 0 ? "No difference." : $"{changes.Count} changes.");
        });
    }
}

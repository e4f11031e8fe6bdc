using System.CommandLine;
using Weir.Catalog.Diff;
using Weir.Catalog.Snapshot;
using Weir.Invocation;

namespace Weir.Commands.Catalog;

internal sealed class CatalogSyncCommand : CliCommand
{
    private readonly CatalogSource _source = new();
    private readonly Option<bool> _check = new("--check") { Description = "Write nothing; exit code 1 when something would change." };
    private readonly Option<string?> _out = new("--out") { Description = "Write this file instead of the data folder's catalogue.", HelpName = "FILE" };

    public CatalogSyncCommand(CliContext context, GlobalOptions options)
        : base(context, options, "sync", "Make a new catalogue from models.dev and, where given, a checkout of OpenCode.")
    {
        _source.AddTo(this);
        Add(_check);
        Add(_out);
        Examples = ["weir catalog sync", "weir catalog sync --models-dev api.json --opencode ../opencode --out catalog.jsonl", "weir catalog sync --check"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var result = await _source.ReadAsync(run, cancellationToken);
        var target = run.Value(_out) is { } named ? run.FullPath(named) : CatalogFiles.PathIn(run.Settings);
        var before = run.Value(_out) is not null && File.Exists(target) ? SnapshotCatalog.Open(target) : CatalogFiles.InUse(run.Settings).Catalog;
        var after = result.ToCatalog();
        var changed = !before.Bytes.Span.SequenceEqual(result.Snapshot.Span);
        var written = !run.Value(_check) && (changed || !File.Exists(target));
        if (written)
        {
            await WriteAsync(target, result.Snapshot, cancellationToken);
        }

        var changes = changed ? CatalogDiff.Compare(before, after).Count : 0;
        var report = new CatalogSyncReport(CatalogFacts.From(after.Info, target), changed, written, changes, result.Notes);
        run.Show(report, CliJson.Default.CatalogSyncReport, terminal =>
        {
            foreach (var note in result.Notes)
            {
                terminal.Note(note);
            }

            terminal.Line($"{after.Info.ProviderCount} providers, {after.Info.ModelCount} models; {(changed ? $"{changes} changes" : "no change")}; {(written ? $"written to {target}" : "nothing written")}.");
        });
        return run.Value(_check) && changed ? ExitCodes.Failed : ExitCodes.Ok;
    }

    /// <summary>In one step: a gateway that looks sees the old file or the new one.</summary>
    private static async Task WriteAsync(string target, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        PrivateFolder.Create(Path.GetDirectoryName(target)!);
        var next = target + ".next";
        await using (var file = new FileStream(next, PrivateFolder.NewFile()))
        {
            await file.WriteAsync(bytes, cancellationToken);
        }

        File.Move(next, target, overwrite: true);
    }
}

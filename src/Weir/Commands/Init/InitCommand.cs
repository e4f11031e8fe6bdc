using System.CommandLine;
using Weir.Catalog.Snapshot;
using Weir.Gateway.Found;
using Weir.Invocation;

namespace Weir.Commands.Init;

internal sealed class InitCommand : CliCommand
{
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Don't ask." };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Print the file, write nothing." };

    public InitCommand(CliContext context, GlobalOptions options)
        : base(context, options, "init", "Write a weir.yaml from the keys in the environment and the model servers on this machine.")
    {
        Add(_yes);
        Add(_dryRun);
        Examples = ["weir init --dry-run", "weir init --yes", "weir init --config ~/.config/weir/weir.yaml"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var dryRun = run.Value(_dryRun);
        var file = run.Settings.ConfigSource is "--config" or "WEIR_CONFIG" ? run.Settings.ConfigFile! : run.FullPath("weir.yaml");
        if (!dryRun && File.Exists(file))
        {
            throw new CliException(ExitCodes.Failed, $"{file} is there already, and stays as it is.", "See what would be written: weir init --dry-run; or name another file by --config.");
        }

        List<Discovery> found =
        [
            .. EnvironmentScan.Find(SnapshotCatalog.Embedded(), run.Context.Variable),
            .. await ServerScan.FindAsync(run.Context.Http(), cancellationToken),
        ];
        var text = ConfigText.Write(found);
        if (!dryRun)
        {
            run.Confirm($"Write {file} with {(found.Count == 0 ? "no provider" : string.Join(", ", found.Select(one => one.Name)))}?", run.Value(_yes));
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await using var stream = new FileStream(file, PrivateFolder.NewFile(FileMode.CreateNew));
            await using var writer = new StreamWriter(stream);
            await writer.WriteAsync(text.AsMemory(), cancellationToken);
        }

        return run.Show(new InitReport(file, !dryRun, found, text), CliJson.Default.InitReport, terminal =>
        {
            foreach (var one in found)
            {
                terminal.Note($"found {one.Name}: {one.Source}");
            }

            terminal.Line(dryRun ? text.TrimEnd() : $"Written to {file}. Next: weir serve");
        });
    }
}

using System.CommandLine;
using Weir.Invocation;

namespace Weir.Commands.Config;

internal sealed class ConfigMigrateCommand : CliCommand
{
    private readonly Argument<string> _old = new("OLD") { Description = "A weir.yaml of version 1." };
    private readonly Option<string?> _out = new("--out") { Description = "Write this new file; printed when left out.", HelpName = "NEW" };

    public ConfigMigrateCommand(CliContext context, GlobalOptions options)
        : base(context, options, "migrate", "Turn a weir.yaml of version 1 into version 2; the old file stays as it is.")
    {
        Add(_old);
        Add(_out);
        Examples = ["weir config migrate old.yaml", "weir config migrate old.yaml --out weir.yaml"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var old = run.FullPath(run.Value(_old));
        var migrated = run.Context.Config.Migrate(await File.ReadAllTextAsync(old, cancellationToken), old);
        var target = run.Value(_out) is { } named ? run.FullPath(named) : null;
        if (target is not null)
        {
            await using var file = new StreamWriter(new FileStream(target, PrivateFolder.NewFile(FileMode.CreateNew)));
            await file.WriteAsync(migrated.Text.AsMemory(), cancellationToken);
        }

        return run.Show(new MigrationReport(old, target, migrated.Text, migrated.Notes), CliJson.Default.MigrationReport, terminal =>
        {
            foreach (var note in migrated.Notes)
            {
                terminal.Note(note);
            }

            terminal.Line(target is null ? migrated.Text.TrimEnd() : $"Written to {target}.");
        });
    }
}

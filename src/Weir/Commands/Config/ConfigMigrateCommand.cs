using System.CommandLine;
using System.Text;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Credentials;
using Weir.Invocation;
using Weir.Routing.Configuration;
using Weir.Terminal;

namespace Weir.Commands.Config;

/// <summary>First the keys go to the secret store, then the old file is kept, then the new one is written: whatever fails, nothing is lost.</summary>
internal sealed class ConfigMigrateCommand : CliCommand
{
    private readonly Argument<string> _old = new("OLD") { Description = "A weir.yaml of version 1, LocalRouter's settings.yaml, or OpenCode's opencode.json." };
    private readonly Option<string?> _out = new("--out") { Description = "Write this new file. Without it a weir.yaml is replaced and kept as .bak; another program's file is printed as it would be.", HelpName = "NEW" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Print the new file; store and write nothing." };

    public ConfigMigrateCommand(CliContext context, GlobalOptions options)
        : base(context, options, "migrate", "Make a weir.yaml of version 2, and put the keys in it into the secret store.")
    {
        Add(_old);
        Add(_out);
        Add(_dryRun);
        Examples = ["weir config migrate weir.yaml", "weir config migrate ~/.localrouter/settings.yaml --out weir.yaml", "weir config migrate ~/.config/opencode/opencode.json --dry-run"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var old = run.FullPath(run.Value(_old));
        var bytes = await File.ReadAllBytesAsync(old, cancellationToken);
        var text = Encoding.UTF8.GetString(bytes);
        var migrated = run.Context.Config.Migrate(text, old, new Dictionary<string, string>());
        var target = run.Value(_out) is { } named ? run.FullPath(named) : migrated.Source == ConfigSource.VersionOne ? old : null;
        if (migrated.Source == ConfigSource.Current || target is null || run.Value(_dryRun))
        {
            return Show(run, new MigrationReport(old, migrated.Source, null, null, migrated.Text, [], migrated.Notes));
        }

        if (target != old && File.Exists(target))
        {
            throw new CliException(ExitCodes.Failed, $"{target} is there already, and stays as it is.", "Name another file by --out.");
        }

        var names = await KeepAsync(run, migrated, old, cancellationToken);
        migrated = run.Context.Config.Migrate(text, old, names);
        var backup = target == old ? ReplacedFile.Replace(old, bytes, migrated.Text) : null;
        if (backup is null)
        {
            await using var file = new StreamWriter(new FileStream(target, PrivateFolder.NewFile(FileMode.CreateNew)));
            await file.WriteAsync(migrated.Text.AsMemory(), cancellationToken);
        }

        return Show(run, new MigrationReport(old, migrated.Source, target, backup, migrated.Text, [.. migrated.Keys.Select(static key => key.Name)], migrated.Notes));
    }

    /// <summary>The names that the keys got, by connection.</summary>
    private static async Task<Dictionary<string, string>> KeepAsync(CommandRun run, MigratedConfig migrated, string old, CancellationToken cancellationToken)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        if (migrated.Keys.Count == 0)
        {
            return names;
        }

        try
        {
            var admin = migrated.Source == ConfigSource.VersionOne ? await run.AdminAsync(old, cancellationToken) : await run.AdminAsync(cancellationToken);
            foreach (var key in migrated.Keys)
            {
                names[key.Connection] = (await admin.KeepKeyAsync(new KeyToKeep { Name = key.Name, Provider = key.Provider, Key = key.Key.Reveal() }, cancellationToken)).Name;
            }

            return names;
        }
        catch (AdminException exception)
        {
            throw new CliException(ExitCodes.Failed, $"The keys can't be stored, so {old} stays as it is: {exception.Problem.Detail}", exception.Problem.Action, exception);
        }
    }

    private static int Show(CommandRun run, MigrationReport report) => run.Show(report, CliJson.Default.MigrationReport, terminal =>
    {
        foreach (var note in report.Notes)
        {
            terminal.Note(note);
        }

        if (report.Source == ConfigSource.Current)
        {
            terminal.Line($"{report.File} is of version 2 already.");
        }
        else
        {
            Say(terminal, report);
        }
    });

    private static void Say(ITerminal terminal, MigrationReport report)
    {
        terminal.Line(report.Out is null ? report.Text.TrimEnd() : $"Written to {report.Out}.");
        if (report.Backup is not null)
        {
            terminal.Line($"The old file is kept as {report.Backup}.{(report.Keys.Count > 0 ? " It holds the keys in plain text: delete it when all works." : "")}");
        }
    }
}

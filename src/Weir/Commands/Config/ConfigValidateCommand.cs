using System.CommandLine;
using Weir.Invocation;
using Weir.Words;

namespace Weir.Commands.Config;

internal sealed class ConfigValidateCommand : CliCommand
{
    private readonly Argument<string?> _file = new("FILE") { Description = "The file; the one in use when left out.", Arity = ArgumentArity.ZeroOrOne };

    public ConfigValidateCommand(CliContext context, GlobalOptions options)
        : base(context, options, "validate", "Check a weir.yaml: exit code 1 when it has errors.")
    {
        Add(_file);
        Examples = ["weir config validate", "weir config validate new.yaml --json"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var file = run.Optional(_file) is { } named ? run.FullPath(named) : run.Settings.ConfigFile
            ?? throw new CliException(ExitCodes.WrongUsage, "There is no weir.yaml here.", "Name one, or write one with `weir init`.");
        var notes = await run.Context.Config.Validate(file, cancellationToken);
        var valid = !notes.Any(note => note.IsError());
        run.Show(new ConfigReport(file, valid, notes), CliJson.Default.ConfigReport, terminal =>
        {
            ConfigWords.Write(terminal, notes);
            if (valid)
            {
                terminal.Line($"{file} is valid.");
            }
        });
        return valid ? ExitCodes.Ok : ExitCodes.Failed;
    }
}

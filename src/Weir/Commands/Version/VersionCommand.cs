using System.Runtime.InteropServices;
using Weir.Invocation;

namespace Weir.Commands.Version;

internal sealed class VersionCommand : CliCommand
{
    public VersionCommand(CliContext context, GlobalOptions options)
        : base(context, options, "version", "The version of this program.") =>
        Examples = ["weir version", "weir version --json"];

    protected override Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var version = new VersionFacts(ProgramVersion.Text, ProgramVersion.Commit, RuntimeInformation.FrameworkDescription, RuntimeInformation.RuntimeIdentifier);
        return Task.FromResult(run.Show(version, CliJson.Default.VersionFacts, terminal => terminal.Line($"weir {version.Version} ({version.Runtime}, {version.Platform})")));
    }
}

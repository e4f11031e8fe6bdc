using System.CommandLine;
using Weir.Gateway.Admin;
using Weir.Invocation;

namespace Weir.Commands.Auth;

internal sealed class AuthImportCommand : CliCommand
{
    private readonly Argument<string> _from = new("PROGRAM") { Description = "opencode" };

    public AuthImportCommand(CliContext context, GlobalOptions options)
        : base(context, options, "import", "Take over the sign-ins of another program.")
    {
        _from.AcceptOnlyFromAmong("opencode");
        Add(_from);
        Examples = ["weir auth import opencode"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var admin = await run.AdminAsync(cancellationToken);
        var report = await admin.ImportCredentialsAsync(cancellationToken);
        return run.Show(report, AdminJson.Default.ImportReport, terminal =>
        {
            terminal.Line($"From {report.From}:");
            foreach (var name in report.Imported)
            {
                terminal.Line($"  {name}: taken over");
            }

            foreach (var skip in report.Skipped)
            {
                terminal.Line($"  {skip.Name}: left. {skip.Reason}");
            }
        });
    }
}

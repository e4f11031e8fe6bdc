using System.CommandLine;
using Weir.Gateway.Admin;
using Weir.Invocation;
using Weir.Words;

namespace Weir.Commands.Audit;

internal sealed class AuditVerifyCommand : CliCommand
{
    private readonly Option<string?> _anchor = new("--anchor") { Description = "What an earlier verify told; it must still be there.", HelpName = "NUMBER:HASH" };

    public AuditVerifyCommand(CliContext context, GlobalOptions options)
        : base(context, options, "verify", "Check that no row of the audit log was changed or taken away.")
    {
        Add(_anchor);
        Examples = ["weir audit verify", "weir audit verify --anchor 128:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var admin = await run.AdminAsync(cancellationToken);
        var check = await admin.VerifyAuditAsync(run.Value(_anchor), cancellationToken);
        run.Show(check, AdminJson.Default.AuditCheck, terminal =>
        {
            terminal.Line(check.Whole
                ? $"The audit log is whole: {Amounts.Count(check.Rows)} rows."
                : $"The audit log is broken at row {check.BrokenAt}. {check.Problem}");
            terminal.Line($"Anchor of the last good row: {check.Anchor}");
            terminal.Note("Keep the anchor elsewhere: with --anchor it shows later that the log was not written anew.");
        });
        return check.Whole ? ExitCodes.Ok : ExitCodes.Failed;
    }
}

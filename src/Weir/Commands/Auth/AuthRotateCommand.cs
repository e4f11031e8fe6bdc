using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Credentials;
using Weir.Invocation;

namespace Weir.Commands.Auth;

internal sealed class AuthRotateCommand : CliCommand
{
    public AuthRotateCommand(CliContext context, GlobalOptions options)
        : base(context, options, "rotate-master-key", "Seal all secrets of the stores file and database under a new master key.") =>
        Examples = ["weir auth rotate-master-key"];

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var admin = await run.AdminAsync(cancellationToken);
        var report = await admin.ChangeStoreAsync(new StoreChange { RotateMasterKey = true }, cancellationToken);
        return run.Show(report, AdminJson.Default.StoreReport, terminal => terminal.Line(report.Message));
    }
}

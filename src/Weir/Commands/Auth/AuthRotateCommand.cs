using System.CommandLine;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Credentials;
using Weir.Invocation;

namespace Weir.Commands.Auth;

internal sealed class AuthRotateCommand : CliCommand
{
    private readonly Option<bool> _stdin = new("--key-stdin") { Description = "Read the new key from standard input, for gateways that get it from WEIR_MASTER_KEY; a random one in the key file when left out." };

    public AuthRotateCommand(CliContext context, GlobalOptions options)
        : base(context, options, "rotate-master-key", "Seal all secrets of the stores file and database under a new master key.")
    {
        Add(_stdin);
        Examples = ["weir auth rotate-master-key", "weir auth rotate-master-key --key-stdin < new-key.txt"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var key = run.Value(_stdin) ? await run.Terminal.ReadInputAsync(cancellationToken) : null;
        var admin = await run.AdminAsync(cancellationToken);
        var report = await admin.ChangeStoreAsync(new StoreChange { RotateMasterKey = true, NewMasterKey = key }, cancellationToken);
        return run.Show(report, AdminJson.Default.StoreReport, terminal => terminal.Line(report.Message));
    }
}

using System.CommandLine;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Credentials;
using Weir.Invocation;

namespace Weir.Commands.Auth;

internal sealed class AuthMoveCommand : CliCommand
{
    private readonly Option<string> _to = new("--to") { Description = "keychain, file, database or plain.", HelpName = "STORE", Required = true };

    public AuthMoveCommand(CliContext context, GlobalOptions options)
        : base(context, options, "move", "Move all secrets to another store.")
    {
        Add(_to);
        Examples = ["weir auth move --to file"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var admin = await run.AdminAsync(cancellationToken);
        var report = await admin.ChangeStoreAsync(new StoreChange { MoveTo = run.Value(_to) }, cancellationToken);
        return run.Show(report, AdminJson.Default.StoreReport, terminal => terminal.Line(report.Message));
    }
}

using System.CommandLine;
using Weir.Gateway.Admin;
using Weir.Invocation;

namespace Weir.Commands.Auth;

internal sealed class AuthLogoutCommand : CliCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "A connection." };

    public AuthLogoutCommand(CliContext context, GlobalOptions options)
        : base(context, options, "logout", "Forget a connection's stored credential.")
    {
        Add(_name);
        Examples = ["weir auth logout chatgpt"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var admin = await run.AdminAsync(cancellationToken);
        var credential = await admin.ForgetCredentialAsync(run.Value(_name), cancellationToken);
        return run.Show(credential, AdminJson.Default.CredentialEntry, terminal => terminal.Line(
            credential.State == "ready" ? $"{credential.Connection}: forgotten. It signs in by {credential.Source} now." : $"{credential.Connection}: forgotten."));
    }
}

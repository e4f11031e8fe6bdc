using System.CommandLine;
using Weir.Gateway.Admin;
using Weir.Invocation;
using Weir.Words;

namespace Weir.Commands.Auth;

internal sealed class AuthRefreshCommand : CliCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "A connection." };

    public AuthRefreshCommand(CliContext context, GlobalOptions options)
        : base(context, options, "refresh", "Renew a connection's credential now.")
    {
        Add(_name);
        Examples = ["weir auth refresh chatgpt"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var admin = await run.AdminAsync(cancellationToken);
        var credential = await admin.RefreshCredentialAsync(run.Value(_name), cancellationToken);
        run.Show(credential, AdminJson.Default.CredentialEntry, terminal => terminal.Line(
            $"{credential.Connection}: {credential.State.Replace('_', ' ')}{(credential.ExpiresAt is { } end ? ", ends " + Moments.Until(end, run.Context.Time.GetUtcNow()) : "")}."));
        return credential.State == "ready" ? ExitCodes.Ok : ExitCodes.SignInNeeded;
    }
}

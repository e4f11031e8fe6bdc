using System.CommandLine;
using Weir.Credentials.Discovery;
using Weir.Gateway.Admin;
using Weir.Invocation;
using Weir.Words;

namespace Weir.Commands.Auth;

internal sealed class AuthRefreshCommand : CliCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "A connection." };

    private readonly Option<bool> _yes = new("--yes") { Description = "Run a host's command without asking, also when it is another than at log-in." };

    public AuthRefreshCommand(CliContext context, GlobalOptions options)
        : base(context, options, "refresh", "Renew a connection's credential now.")
    {
        Add(_name);
        Add(_yes);
        Examples = ["weir auth refresh chatgpt"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var admin = await run.AdminAsync(cancellationToken);
        await RunAnnouncedCommandAsync(run, admin, cancellationToken);
        var credential = await admin.RefreshCredentialAsync(run.Value(_name), cancellationToken);
        run.Show(credential, AdminJson.Default.CredentialEntry, terminal => terminal.Line(
            $"{credential.Connection}: {credential.State.Replace('_', ' ')}{(credential.ExpiresAt is { } end ? ", ends " + Moments.Until(end, run.Context.Time.GetUtcNow()) : "")}."));
        return credential.State == "ready" ? ExitCodes.Ok : ExitCodes.SignInNeeded;
    }

    /// <summary>A token that a host's command printed is renewed by running the command here again; the gateway never runs it.</summary>
    private async Task RunAnnouncedCommandAsync(CommandRun run, IGatewayAdmin admin, CancellationToken cancellationToken)
    {
        var held = (await admin.AuthAsync(cancellationToken)).Credentials.FirstOrDefault(entry => entry.Connection == run.Value(_name));
        if (held is { Method: WellKnownFacts.Method } && WellKnownFacts.Of(held.Facts) is { } facts)
        {
            await new DiscoveryLogin(run, admin).RenewAsync(held, facts, run.Value(_yes), cancellationToken);
        }
    }
}

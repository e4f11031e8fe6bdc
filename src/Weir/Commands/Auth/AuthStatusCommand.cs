using System.CommandLine;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Credentials;
using Weir.Invocation;
using Weir.Terminal;
using Weir.Words;

namespace Weir.Commands.Auth;

internal sealed class AuthStatusCommand : CliCommand
{
    private readonly Argument<string?> _name = new("NAME") { Description = "A connection; all of them without a name.", Arity = ArgumentArity.ZeroOrOne };

    public AuthStatusCommand(CliContext context, GlobalOptions options)
        : base(context, options, "status", "Show how each connection signs in, and where its credential comes from.")
    {
        Add(_name);
        Aliases.Add("list");
        HiddenAliases = ["list"];
        Examples = ["weir auth status", "weir auth status chatgpt", "weir auth status --json | jq '.credentials[] | select(.state != \"ready\")'"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var admin = await run.AdminAsync(cancellationToken);
        var report = await admin.AuthAsync(cancellationToken);
        if (run.Optional(_name) is { } name)
        {
            report = report with { Credentials = [.. report.Credentials.Where(credential => credential.Connection == name)] };
            if (report.Credentials.Count == 0)
            {
                throw new CliException(ExitCodes.Failed, $"There is no connection \"{name}\".", "`weir auth status` shows all of them.");
            }
        }

        run.Show(report, AdminJson.Default.AuthReport, terminal => Write(terminal, report, run.Context.Time.GetUtcNow()));
        return run.Optional(_name) is not null && report.Credentials[0].State != "ready" ? ExitCodes.SignInNeeded : ExitCodes.Ok;
    }

    private static void Write(ITerminal terminal, AuthReport report, DateTimeOffset now)
    {
        var table = new TableView("CONNECTION", "METHOD", "CREDENTIAL", "FROM", "ENDS", "STATE");
        foreach (var credential in report.Credentials)
        {
            table.Add(
                credential.Connection,
                credential.Method,
                credential.Masked,
                credential.State == "missing" ? null : credential.Source,
                credential.ExpiresAt is { } end ? Moments.Until(end, now) : null,
                credential.State switch
                {
                    "ready" => new Cell("ready", Tone.Good),
                    "sign_in_again" => new Cell(credential.Action, Tone.Bad),
                    _ => new Cell(credential.Action, Tone.Warning),
                });
        }

        terminal.Table(table);
        terminal.Line();
        terminal.Line(report.StoreProblem is null ? $"Secrets are kept in: {report.StoreDescription}" : $"Secret store: {report.StoreProblem}");
    }
}

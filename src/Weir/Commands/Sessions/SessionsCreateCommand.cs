using System.CommandLine;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Sessions;
using Weir.Invocation;

namespace Weir.Commands.Sessions;

internal sealed class SessionsCreateCommand : CliCommand
{
    private readonly Argument<string> _provider = new("PROVIDER") { Description = "A provider of the catalogue, or a connection whose settings it takes over." };
    private readonly Option<int> _minutes = new("--minutes") { Description = "How long it lives, 1 to 1440.", HelpName = "N", DefaultValueFactory = static _ => 30 };
    private readonly Option<string?> _model = new("--model") { Description = "The model of `weir sessions test`; an inexpensive one when left out.", HelpName = "MODEL" };
    private readonly Option<bool> _stdin = SessionWords.KeyFromInput();

    public SessionsCreateCommand(CliContext context, GlobalOptions options)
        : base(context, options, "create", "Lend the gateway a provider's key for a while and show the session's token, once.")
    {
        Add(_provider);
        Add(_minutes);
        Add(_model);
        Add(_stdin);
        Aliases.Add("new");
        HiddenAliases = ["new"];
        Examples = ["weir sessions create openrouter --minutes 30", "TOKEN=$(weir sessions create openai --minutes 10 --key-stdin < key.txt)"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var order = new SessionOrder
        {
            Provider = run.Value(_provider),
            Minutes = run.Value(_minutes),
            Model = run.Value(_model),
            Key = await SessionWords.KeyAsync(run, run.Value(_provider), run.Value(_stdin), cancellationToken),
        };
        var admin = await run.AdminAsync(cancellationToken);
        var created = await admin.CreateSessionAsync(order, cancellationToken);
        return run.Show(created, AdminJson.Default.CreatedSession, terminal =>
        {
            terminal.Line(created.Token);
            SessionWords.Use(terminal, created.Session);
        });
    }
}

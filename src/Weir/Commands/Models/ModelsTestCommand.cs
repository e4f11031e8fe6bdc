using System.CommandLine;
using Weir.Commands.Sessions;
using Weir.Gateway.Admin.Sessions;
using Weir.Invocation;

namespace Weir.Commands.Models;

internal sealed class ModelsTestCommand : CliCommand
{
    private readonly Argument<string> _provider = new("PROVIDER") { Description = "A provider of the catalogue, or a connection whose settings are taken over." };
    private readonly Argument<string> _model = new("MODEL") { Description = "A model of the provider." };
    private readonly Argument<int> _minutes = new("MINUTES") { Description = "How long the session lives, 1 to 1440.", DefaultValueFactory = static _ => 30 };
    private readonly Option<bool> _stdin = SessionWords.KeyFromInput();

    public ModelsTestCommand(CliContext context, GlobalOptions options)
        : base(context, options, "test", "Try a model with a key of your own: a test session and a first message in one step.")
    {
        Add(_provider);
        Add(_model);
        Add(_minutes);
        Add(_stdin);
        Examples = ["weir models test openrouter gpt-4o 30", "weir models test anthropic claude-sonnet-4-5 10 --key-stdin < key.txt"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var provider = run.Value(_provider);
        var key = await SessionWords.KeyAsync(run, provider, run.Value(_stdin), cancellationToken);
        var admin = await run.AdminAsync(cancellationToken);
        var created = await admin.CreateSessionAsync(new SessionOrder { Provider = provider, Key = key, Minutes = run.Value(_minutes), Model = run.Value(_model) }, cancellationToken);
        var test = await admin.TestSessionAsync(created.Session.Id, cancellationToken);
        if (!test.Ok)
        {
            // A session that can't answer is of no use to anybody.
            await admin.EndSessionAsync(created.Session.Id, cancellationToken);
            throw SessionWords.Failed(test);
        }

        return run.Show(new ModelTest(created.Session, created.Token, test), CliJson.Default.ModelTest, terminal =>
        {
            SessionWords.Answer(terminal, test);
            terminal.Line();
            terminal.Line(created.Token);
            SessionWords.Use(terminal, created.Session);
        });
    }
}

/// <summary>A model that was tried.</summary>
internal sealed record ModelTest(SessionEntry Session, string Token, SessionTest Test);

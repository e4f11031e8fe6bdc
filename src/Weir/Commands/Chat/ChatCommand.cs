using System.CommandLine;
using Weir.Admin;
using Weir.Gateway.Admin;
using Weir.Invocation;

namespace Weir.Commands.Chat;

/// <summary><c>weir chat</c>: one question, or a conversation where somebody sits at the terminal.</summary>
internal sealed class ChatCommand : CliCommand
{
    private const string Help = "/model NAME, /system TEXT, /cost, /retry, /save FILE, /exit";

    private readonly Argument<string?> _model = new("MODEL") { Description = "A model or chain; default when left out.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Argument<string?> _prompt = new("PROMPT") { Description = "What to ask; - for standard input. Without it: a conversation.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _system = new("--system") { Description = "What the model is told first.", HelpName = "TEXT" };

    public ChatCommand(CliContext context, GlobalOptions options)
        : base(context, options, "chat", "Ask a model, with the cost before and after.")
    {
        Add(_model);
        Add(_prompt);
        Add(_system);
        Examples = ["weir chat", "weir chat openai/gpt-5-mini \"Why is the sky blue?\"", "git diff | weir chat fast -"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var admin = await run.AdminAsync(cancellationToken);
        if (admin is not IChat chat)
        {
            throw new CliException(ExitCodes.GatewayNotReachable, "No gateway runs on this data folder.", "Start it with `weir serve`, or name one with --url.");
        }

        var conversation = new Conversation(admin, chat, run.Terminal, run.Settings.Json) { Model = run.Optional(_model) ?? "default", System = run.Value(_system) };
        var prompt = run.Optional(_prompt);
        if (prompt is null && run.Terminal.IsInteractive && !run.Settings.NoInput)
        {
            await ConverseAsync(run, conversation, cancellationToken);
            return ExitCodes.Ok;
        }

        var text = prompt is null or "-" ? await run.Terminal.ReadInputAsync(cancellationToken) : prompt;
        if (text.Length == 0)
        {
            throw new CliException(ExitCodes.WrongUsage, "There is nothing to ask.", "Give a prompt, or write it to standard input.");
        }

        await conversation.SayAsync(text, cancellationToken);
        return ExitCodes.Ok;
    }

    private static async Task ConverseAsync(CommandRun run, Conversation conversation, CancellationToken cancellationToken)
    {
        run.Terminal.Note($"{conversation.Model}. {Help}");
        while (run.Terminal.Ask(">") is { } line)
        {
            if (line is "/exit" or "/quit")
            {
                return;
            }

            try
            {
                await TakeAsync(run, conversation, line, cancellationToken);
            }
            catch (AdminException exception)
            {
                // The next try may go well, with another model say.
                run.Terminal.Fail(exception.Problem.Detail, exception.Problem.Action);
            }
        }
    }

    private static async Task TakeAsync(CommandRun run, Conversation conversation, string line, CancellationToken cancellationToken)
    {
        var (word, rest) = line.Split(' ', 2) is [var first, var second] ? (first, second.Trim()) : (line, "");
        switch (word)
        {
            case "":
                break;
            case "/model" when rest.Length > 0:
                conversation.Model = rest;
                break;
            case "/system":
                conversation.System = rest.Length > 0 ? rest : null;
                break;
            case "/cost":
                run.Terminal.Note(conversation.Cost);
                break;
            case "/retry":
                if (!await conversation.RetryAsync(cancellationToken))
                {
                    run.Terminal.Note("Nothing was said yet.");
                }

                break;
            case "/save" when rest.Length > 0:
                await File.WriteAllTextAsync(run.FullPath(rest), conversation.Saved(), cancellationToken);
                run.Terminal.Note($"Saved as {rest}.");
                break;
            case ['/', ..]:
                run.Terminal.Note(Help);
                break;
            default:
                await conversation.SayAsync(line, cancellationToken);
                break;
        }
    }
}

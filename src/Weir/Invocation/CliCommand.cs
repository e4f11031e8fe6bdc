using System.CommandLine;

namespace Weir.Invocation;

/// <summary>A command that does something: its options, its examples, and a run method that gives the exit code.</summary>
internal abstract class CliCommand : Command, IShownInHelp
{
    protected CliCommand(CliContext context, GlobalOptions options, string name, string description)
        : base(name, description) =>
        SetAction((parse, cancellationToken) => InvokeAsync(context, options, parse, cancellationToken));

    public IReadOnlyList<string> Examples { get; protected init; } = [];

    public IReadOnlyList<string> HiddenAliases { get; protected init; } = [];

    protected abstract Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken);

    private async Task<int> InvokeAsync(CliContext context, GlobalOptions options, ParseResult parse, CancellationToken cancellationToken)
    {
        try
        {
            await using var run = new CommandRun(context, options.Read(parse, context), parse);
            return await RunAsync(run, cancellationToken);
        }
        catch (Exception exception) when (Failures.Explain(exception, cancellationToken) is { } failure)
        {
            context.Terminal.Fail(failure.Message, failure.Action);
            return failure.ExitCode;
        }
    }
}

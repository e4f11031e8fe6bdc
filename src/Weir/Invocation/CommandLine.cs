using System.CommandLine;
using System.CommandLine.Invocation;
using Weir.Commands;

namespace Weir.Invocation;

/// <summary>From arguments to an exit code.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(CliContext context, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        if (SecretGuard.Check(arguments) is { } secret)
        {
            context.Terminal.Fail(secret.Message, secret.Action);
            return secret.ExitCode;
        }

        var parse = CommandTree.Create(context).Parse(arguments);
        var configuration = new InvocationConfiguration
        {
            Output = context.Terminal.Output,
            Error = context.Terminal.Error,

            // The token is cancelled by the caller, and a gateway takes its time to end its streams.
            ProcessTerminationTimeout = null,
            EnableDefaultExceptionHandler = false,
        };
        if (parse.Action is not ParseErrorAction errors)
        {
            return await parse.InvokeAsync(configuration, cancellationToken);
        }

        // Help goes where the error goes: a script that takes the output must not take it for the answer.
        configuration.Output = context.Terminal.Error;
        errors.ShowHelp = false;
        await parse.InvokeAsync(configuration, cancellationToken);
        context.Terminal.Note($"See: {PathOf(parse.CommandResult)} --help");
        return ExitCodes.WrongUsage;
    }

    private static string PathOf(System.CommandLine.Parsing.SymbolResult? result) => result switch
    {
        System.CommandLine.Parsing.CommandResult { Parent: null } root => root.Command.Name,
        System.CommandLine.Parsing.CommandResult command => $"{PathOf(command.Parent)} {command.Command.Name}",
        _ => "weir",
    };
}

using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Weir.Invocation;

/// <summary>The library's help, then the command's examples.</summary>
internal sealed class HelpWithExamples : SynchronousCommandLineAction
{
    private readonly HelpAction _inner = new() { MaxWidth = 110 };

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var command = parseResult.CommandResult.Command;

        // Hidden names parsed already; from here on nothing but help is written.
        HideAliases(command);
        foreach (var verb in command.Subcommands)
        {
            HideAliases(verb);
        }

        _inner.Invoke(parseResult);
        if (command is IShownInHelp { Examples.Count: > 0 } shown)
        {
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (var example in shown.Examples)
            {
                output.WriteLine($"  {example}");
            }

            output.WriteLine();
        }

        return ExitCodes.Ok;
    }

    private static void HideAliases(Command command)
    {
        foreach (var alias in (command as IShownInHelp)?.HiddenAliases ?? [])
        {
            command.Aliases.Remove(alias);
        }
    }
}

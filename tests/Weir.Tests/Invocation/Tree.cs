using System.CommandLine;
using Weir.Commands;
using Weir.Commands.Config;
using Weir.Invocation;
using Weir.Terminal;

namespace Weir.Tests.Invocation;

/// <summary>The command tree, for looking at it only.</summary>
internal static class Tree
{
    public static Command Create() => CommandTree.Create(new CliContext
    {
        Terminal = new TextTerminal(TextReader.Null, TextWriter.Null, TextWriter.Null, new TerminalTraits(false, false, null)),
        Variables = new Dictionary<string, string>(),
        Time = TimeProvider.System,
        WorkingFolder = "/",
        Http = () => new FakeHttp(),
        Serve = (_, _) => throw new NotSupportedException(),
        LocalAdmin = (_, _) => throw new NotSupportedException(),
        Config = new ConfigTools((_, _) => throw new NotSupportedException(), () => "", (_, _, _) => throw new NotSupportedException()),
    });
}

using System.CommandLine;
using Weir.Gateway.Admin;
using Weir.Invocation;
using Weir.Terminal;
using Weir.Words;

namespace Weir.Commands.Providers;

internal sealed class ProvidersTestCommand : CliCommand
{
    private readonly Argument<string[]> _names = new("NAME") { Description = "Connections; all of them without a name.", Arity = ArgumentArity.ZeroOrMore };

    public ProvidersTestCommand(CliContext context, GlobalOptions options)
        : base(context, options, "test", "Call each connection once, at no cost, and say what came of it.")
    {
        Add(_names);
        Examples = ["weir providers test", "weir providers test my-openai"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var admin = await run.AdminAsync(cancellationToken);
        IReadOnlyList<string> names = run.Optional(_names) is { Length: > 0 } named
            ? named
            : [.. (await admin.ListConnectionsAsync(cancellationToken)).Where(connection => connection.Served).Select(connection => connection.Name)];
        IReadOnlyList<ConnectionTest> tests = await Task.WhenAll(names.Select(name => admin.TestConnectionAsync(name, cancellationToken)));
        run.Show(tests, AdminJson.Default.IReadOnlyListConnectionTest, terminal => Write(terminal, tests));
        return tests.All(test => test.Ok) ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private static void Write(ITerminal terminal, IReadOnlyList<ConnectionTest> tests)
    {
        var table = new TableView("CONNECTION", "RESULT", "TIME>", "WHAT", "DO");
        foreach (var test in tests)
        {
            table.Add(
                test.Connection,
                test.Ok ? new Cell("ok", Tone.Good) : new Cell(test.ErrorKind ?? "failed", Tone.Bad),
                Amounts.Milliseconds(test.DurationMs),
                test.Message,
                test.Action);
        }

        terminal.Table(table);
    }
}

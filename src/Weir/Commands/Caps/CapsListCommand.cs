using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Limits;
using Weir.Invocation;
using Weir.Terminal;
using Weir.Words;

namespace Weir.Commands.Caps;

internal sealed class CapsListCommand : CliCommand
{
    public CapsListCommand(CliContext context, GlobalOptions options)
        : base(context, options, "list", "List the caps on runs.")
    {
        Aliases.Add("ls");
        HiddenAliases = ["ls"];
        Examples = ["weir caps list", "weir caps list --json"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var admin = await run.AdminAsync(cancellationToken);
        var caps = await admin.ListRunCapsAsync(cancellationToken);
        return run.Show(caps, AdminJson.Default.IReadOnlyListRunCapEntry, terminal => Write(terminal, caps));
    }

    private static void Write(ITerminal terminal, IReadOnlyList<RunCapEntry> caps)
    {
        if (caps.Count == 0)
        {
            terminal.Note("There are no caps on runs. Set one: weir caps set key:ci --hard 200000");
            return;
        }

        var table = new TableView("ON", "WARNS FROM>", "ENDS AT>", "FROM");
        foreach (var cap in caps)
        {
            table.Add(cap.On, Text(cap.SoftTokens), Text(cap.HardTokens), cap.Origin ?? "command");
        }

        terminal.Table(table);
    }

    private static string Text(long? tokens) => tokens is { } most ? Amounts.Count(most) : "-";
}

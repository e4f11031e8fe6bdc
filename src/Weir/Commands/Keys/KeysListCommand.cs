using Weir.Gateway.Admin;
using Weir.Invocation;
using Weir.Terminal;
using Weir.Words;

namespace Weir.Commands.Keys;

internal sealed class KeysListCommand : CliCommand
{
    public KeysListCommand(CliContext context, GlobalOptions options)
        : base(context, options, "list", "List the keys; the keys themselves are never shown.")
    {
        Aliases.Add("ls");
        HiddenAliases = ["ls"];
        Examples = ["weir keys list", "weir keys list --json"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var admin = await run.AdminAsync(cancellationToken);
        var keys = await admin.ListKeysAsync(cancellationToken);
        return run.Show(keys, AdminJson.Default.IReadOnlyListKeyEntry, terminal => Write(terminal, keys));
    }

    private static void Write(ITerminal terminal, IReadOnlyList<KeyEntry> keys)
    {
        var table = new TableView("NAME", "ID", "KEY", "FOR", "USER", "TEAM", "MODELS", "EXPIRES", "STATE");
        foreach (var key in keys)
        {
            table.Add(
                key.Name,
                key.Id,
                key.Prefix + "...",
                key.Admin ? "admin" : "clients",
                key.User,
                key.Team,
                key.Models.Count == 0 ? "all" : string.Join(", ", key.Models),
                Amounts.Moment(key.ExpiresAt),
                new Cell(key.State, key.State == "active" ? Tone.Good : Tone.Faint));
        }

        terminal.Table(table);
    }
}

using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Limits;
using Weir.Invocation;
using Weir.Terminal;
using Weir.Words;

namespace Weir.Commands.Limits;

internal sealed class LimitsListCommand : CliCommand
{
    public LimitsListCommand(CliContext context, GlobalOptions options)
        : base(context, options, "list", "List the rate limits and what is used of them now, on this node.")
    {
        Aliases.Add("ls");
        HiddenAliases = ["ls"];
        Examples = ["weir limits list", "weir limits list --json"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var admin = await run.AdminAsync(cancellationToken);
        var limits = await admin.ListLimitsAsync(cancellationToken);
        return run.Show(limits, AdminJson.Default.IReadOnlyListLimitEntry, terminal => Write(terminal, limits));
    }

    private static void Write(ITerminal terminal, IReadOnlyList<LimitEntry> limits)
    {
        if (limits.Count == 0)
        {
            terminal.Note("There are no rate limits. Set one: weir limits set key:ci --rpm 60");
            return;
        }

        var table = new TableView("ON", "REQUESTS/MIN>", "TOKENS/MIN>", "AT A TIME>", "FROM");
        foreach (var limit in limits)
        {
            table.Add(limit.On, Used(limit.UsedRequests, limit.Rpm), Used(limit.UsedTokens, limit.Tpm), Used(limit.Running, limit.Concurrent), limit.Origin ?? "command");
        }

        terminal.Table(table);
    }

    private static Cell Used(long used, long? limit) => limit is { } most
        ? new Cell($"{Amounts.Count(used)} of {Amounts.Count(most)}", used >= most ? Tone.Bad : Tone.Plain)
        : new Cell("-", Tone.Plain);
}

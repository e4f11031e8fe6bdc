using System.CommandLine;
using System.Globalization;
using Weir.Gateway.Admin;
using Weir.Invocation;
using Weir.Terminal;
using Weir.Words;

namespace Weir.Commands.Quota;

internal sealed class QuotaCommand : CliCommand
{
    private readonly Argument<string?> _connection = new("CONNECTION") { Description = "Only this connection.", Arity = ArgumentArity.ZeroOrOne };

    public QuotaCommand(CliContext context, GlobalOptions options)
        : base(context, options, "quota", "What the upstreams said is left, as of their last answers.")
    {
        Add(_connection);
        Examples = ["weir quota", "weir quota claude-plan --json"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var admin = await run.AdminAsync(cancellationToken);
        var wanted = run.Optional(_connection);
        IReadOnlyList<QuotaEntry> quotas = [.. (await admin.QuotasAsync(cancellationToken)).Where(quota => wanted is null || quota.Connection == wanted)];
        return run.Show(quotas, AdminJson.Default.IReadOnlyListQuotaEntry, terminal => Write(terminal, quotas, run.Context.Time.GetUtcNow()));
    }

    private static void Write(ITerminal terminal, IReadOnlyList<QuotaEntry> quotas, DateTimeOffset now)
    {
        if (quotas.Count == 0)
        {
            terminal.Note("No upstream has told of a limit since the gateway started.");
            return;
        }

        var table = new TableView("CONNECTION", "WINDOW", "USED>", "LEFT>", "RESETS", "AGE", "OWN REQUESTS>", "OWN TOKENS>");
        foreach (var quota in quotas)
        {
            table.Add(
                quota.Connection,
                quota.Window,
                new Cell(Share(quota.Used), quota.Used switch { >= 1 => Tone.Bad, >= 0.8 => Tone.Warning, _ => Tone.Plain }),
                quota.Remaining?.ToString("#,0.##", CultureInfo.InvariantCulture) ?? "-",
                quota.ResetsAt is { } end ? (end > now ? "in " + Amounts.Span(end - now) : "done") : "-",
                Amounts.Span(now - quota.SeenAt),
                quota.Own is { } own ? Amounts.Count(own.Requests) : "-",
                quota.Own is { } sums ? Amounts.Count(sums.Usage.Input + sums.Usage.Output) : "-");
        }

        terminal.Table(table);
    }

    private static string Share(double? used) => used is { } share ? (share * 100).ToString("0.#", CultureInfo.InvariantCulture) + "%" : "-";
}

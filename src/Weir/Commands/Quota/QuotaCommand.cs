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
    private readonly Option<bool> _refresh = new("--refresh") { Description = "Ask the upstreams now; each at most once in ten seconds." };

    public QuotaCommand(CliContext context, GlobalOptions options)
        : base(context, options, "quota", "What the upstreams say is left.")
    {
        Add(_connection);
        Add(_refresh);
        Examples = ["weir quota", "weir quota claude-plan --json", "weir quota --refresh"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var admin = await run.AdminAsync(cancellationToken);
        var quotas = await admin.QuotasAsync(run.Optional(_connection), run.Value(_refresh), cancellationToken);
        return run.Show(quotas, AdminJson.Default.IReadOnlyListQuotaEntry, terminal => Write(terminal, quotas, run.Context.Time.GetUtcNow()));
    }

    private static void Write(ITerminal terminal, IReadOnlyList<QuotaEntry> quotas, DateTimeOffset now)
    {
        if (quotas.Count == 0)
        {
            terminal.Note("No upstream has told of a limit yet. `weir quota --refresh` asks those that can be asked.");
            return;
        }

        var table = new TableView("CONNECTION", "WINDOW", "USED>", "LEFT>", "RESETS", "AGE", "KEY FROM", "OWN REQUESTS>", "OWN TOKENS>");
        foreach (var quota in quotas.Where(static quota => quota.Window is not null))
        {
            table.Add(
                quota.Connection,
                quota.Window!,
                new Cell(Share(quota.Used), quota.Used switch { >= 1 => Tone.Bad, >= 0.8 => Tone.Warning, _ => Tone.Plain }),
                QuotaWords.Left(quota),
                quota.ResetsAt is { } end ? (end > now ? "in " + Amounts.Span(end - now) : "done") : "-",
                quota.SeenAt is { } seen ? Amounts.Span(now - seen) : "-",
                quota.Credential ?? "-",
                quota.Own is { } own ? Amounts.Count(own.Requests) : "-",
                quota.Own is { } sums ? Amounts.Count(sums.Usage.Input + sums.Usage.Output) : "-");
        }

        if (quotas.Any(static quota => quota.Window is not null))
        {
            terminal.Table(table);
        }

        foreach (var (connection, error) in quotas.Where(static quota => quota.Error is not null).Select(static quota => (quota.Connection, quota.Error)).Distinct())
        {
            terminal.Note($"{connection}: {error}");
        }

        foreach (var (connection, until) in quotas.Where(quota => quota.WithheldUntil > now).Select(static quota => (quota.Connection, quota.WithheldUntil!.Value)).Distinct())
        {
            terminal.Note($"{connection} gets no requests for {Amounts.Span(until - now)} more, as nothing is left; a connection that is the only one is asked all the same.");
        }
    }

    private static string Share(double? used) => used is { } share ? (share * 100).ToString("0.#", CultureInfo.InvariantCulture) + "%" : "-";
}

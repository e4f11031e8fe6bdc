using System.CommandLine;
using Weir.Gateway.Admin;
using Weir.Invocation;
using Weir.Terminal;
using Weir.Words;

namespace Weir.Commands.Usage;

internal sealed class UsageCommand : CliCommand
{
    private readonly Option<string> _by = new("--by") { Description = "What to sum up by.", HelpName = "GROUP", DefaultValueFactory = _ => "model" };
    private readonly Option<string?> _since = new("--since") { Description = "From then on: 7d, 24h, 2026-01-31.", HelpName = "WHEN" };
    private readonly Option<string?> _until = new("--until") { Description = "Before then.", HelpName = "WHEN" };
    private readonly Option<bool> _csv = new("--csv") { Description = "Comma-separated values." };

    public UsageCommand(CliContext context, GlobalOptions options)
        : base(context, options, "usage", "What was used and what it cost.")
    {
        _by.AcceptOnlyFromAmong([.. UsageQuestion.Groupings]);
        Add(_by);
        Add(_since);
        Add(_until);
        Add(_csv);
        Examples = ["weir usage", "weir usage --by key --since 30d", "weir usage --by day --csv > usage.csv"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var csv = run.Value(_csv);
        if (csv && run.Settings.Json)
        {
            throw new CliException(ExitCodes.WrongUsage, "--csv and --json exclude each other.", "Give one of them.");
        }

        var now = run.Context.Time.GetUtcNow();
        var question = new UsageQuestion(
            run.Value(_by)!, Moments.Past(run.Value(_since), "--since", now), Moments.Past(run.Value(_until), "--until", now));
        var admin = await run.AdminAsync(cancellationToken);
        var report = await admin.UsageAsync(question, cancellationToken);
        return run.Show(report, AdminJson.Default.UsageReport, terminal =>
        {
            if (csv)
            {
                UsageCsv.Write(report, terminal);
            }
            else
            {
                Write(terminal, report);
            }
        });
    }

    private static void Write(ITerminal terminal, UsageReport report)
    {
        var table = new TableView(report.By.ToUpperInvariant(), "REQUESTS>", "FAILED>", "INPUT>", "CACHED>", "OUTPUT>", "COST>");
        foreach (var row in report.Rows)
        {
            Add(row.Name ?? row.Group ?? "(none)", row.Sums);
        }

        Add("total", report.Totals);
        terminal.Table(table);
        if (report.Totals.Unpriced > 0)
        {
            terminal.Note($"{report.Totals.Unpriced} requests have no known price: the cost is too low by theirs.");
        }

        void Add(string name, UsageSums sums) => table.Add(
            name,
            Amounts.Count(sums.Requests),
            Amounts.Count(sums.Failed),
            Amounts.Count(sums.Usage.Input),
            Amounts.Count(sums.Usage.CachedRead),
            Amounts.Count(sums.Usage.Output),
            Amounts.Usd(sums.CostUsd));
    }
}

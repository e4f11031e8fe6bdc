using System.CommandLine;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Exports;
using Weir.Gateway.Admin.Usage;
using Weir.Invocation;
using Weir.Words;

namespace Weir.Commands.Usage;

internal sealed class UsageCommand : CliCommand
{
    private readonly Option<string> _by = new("--by") { Description = "What to sum up by.", HelpName = "GROUP", DefaultValueFactory = _ => "model" };
    private readonly Option<string?> _then = new("--then") { Description = "A second group: a row for each pair.", HelpName = "GROUP" };
    private readonly Option<string?> _since = new("--since") { Description = "From then on: 7d, 24h, 2026-01-31.", HelpName = "WHEN" };
    private readonly Option<string?> _until = new("--until") { Description = "Before then.", HelpName = "WHEN" };
    private readonly Option<string?> _timeZone = new("--timezone") { Description = "Where days begin, such as Europe/Berlin. Without it: UTC.", HelpName = "ZONE" };
    private readonly UsageFilterOptions _filters = new();
    private readonly Option<bool> _projection = new("--projection") { Description = "Only what this month will come to." };
    private readonly Option<bool> _csv = new("--csv") { Description = "Comma-separated values." };

    public UsageCommand(CliContext context, GlobalOptions options)
        : base(context, options, "usage", "What was used and what it cost.")
    {
        _by.AcceptOnlyFromAmong([.. UsageQuestion.Groupings]);
        _then.AcceptOnlyFromAmong([.. UsageQuestion.Dimensions]);
        foreach (var option in (Option[])[_by, _then, _since, _until, _timeZone, .. _filters.All, _projection, _csv])
        {
            Add(option);
        }

        Examples = ["weir usage", "weir usage --by key --then model --since 30d", "weir usage --by day --timezone Europe/Berlin --csv > usage.csv", "weir usage --projection --team research"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var csv = run.Value(_csv);
        if (csv && (run.Settings.Json || run.Value(_projection)))
        {
            throw new CliException(ExitCodes.WrongUsage, "--csv goes with neither --json nor --projection.", "Give one of them.");
        }

        var now = run.Context.Time.GetUtcNow();
        var (zone, filters) = (run.Value(_timeZone), _filters.Read(run));
        var admin = await run.AdminAsync(cancellationToken);
        if (run.Value(_projection))
        {
            var projection = await admin.ProjectionAsync(zone, filters, cancellationToken);
            return run.Show(projection, AdminJson.Default.UsageProjection, terminal => terminal.Line(UsageWords.Of(projection)));
        }

        var question = new UsageQuestion(
            run.Value(_by)!, Moments.Past(run.Value(_since), "--since", now), Moments.Past(run.Value(_until), "--until", now))
        {
            Then = run.Value(_then),
            TimeZone = zone,
            Filters = filters,
        };
        var report = await admin.UsageAsync(question, cancellationToken);
        if (csv)
        {
            foreach (var line in UsageCsv.Lines(report))
            {
                await run.Terminal.Output.WriteLineAsync(line.AsMemory(), cancellationToken);
            }

            return ExitCodes.Ok;
        }

        var expected = run.Settings.Json ? null : await admin.ProjectionAsync(zone, filters, cancellationToken);
        return run.Show(report, AdminJson.Default.UsageReport, terminal => UsageWords.Write(terminal, report, expected));
    }
}

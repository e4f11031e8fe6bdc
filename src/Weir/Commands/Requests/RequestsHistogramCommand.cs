using System.CommandLine;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Requests;
using Weir.Invocation;
using Weir.Terminal;
using Weir.Words;

namespace Weir.Commands.Requests;

/// <summary><c>weir requests histogram</c>: the bars over the console's list of requests.</summary>
internal sealed class RequestsHistogramCommand : CliCommand
{
    private const int Widest = 40;

    private readonly RequestFilterOptions _filter = new();
    private readonly Option<int?> _span = new("--span") { Description = "Length of a span in seconds; left out: one that fits.", HelpName = "SECONDS" };

    public RequestsHistogramCommand(CliContext context, GlobalOptions options)
        : base(context, options, "histogram", "Count requests over time.")
    {
        foreach (var option in (Option[])[.. _filter.All, _span])
        {
            Add(option);
        }

        Examples = ["weir requests histogram --since 1h", "weir requests histogram --since 7d --failed --json"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        TimeSpan? span = run.Value(_span) switch
        {
            null => null,
            > 0 and var seconds => TimeSpan.FromSeconds(seconds),
            _ => throw new CliException(ExitCodes.WrongUsage, "--span must be a number of seconds.", null),
        };
        var times = await (await run.AdminAsync(cancellationToken)).RequestTimesAsync(_filter.Of(run), span, cancellationToken);
        return run.Show(times, AdminJson.Default.RequestTimes, terminal => Write(terminal, times));
    }

    private static void Write(ITerminal terminal, RequestTimes times)
    {
        var most = Math.Max(1, times.Spans.Select(static span => span.Requests).DefaultIfEmpty().Max());
        var table = new TableView("FROM", "REQUESTS>", "FAILED>", "");
        foreach (var span in times.Spans)
        {
            table.Add(Amounts.Moment(span.Start), Amounts.Count(span.Requests), Amounts.Count(span.Failed), new string('#', (int)Math.Ceiling(span.Requests * (double)Widest / most)));
        }

        terminal.Table(table);
    }
}

using System.CommandLine;
using System.Text.Json;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Exports;
using Weir.Invocation;
using Weir.Terminal;
using Weir.Words;

namespace Weir.Commands.Requests;

internal sealed class RequestsListCommand : CliCommand
{
    private readonly RequestFilterOptions _filter = new();
    private readonly Option<string?> _before = new("--before") { Description = "Go on behind this id: the last one of the list before.", HelpName = "ID" };
    private readonly Option<bool> _all = new("--all") { Description = "Every one of them, as it is read." };
    private readonly Option<bool> _csv = new("--csv") { Description = "Comma-separated values." };
    private readonly Option<int> _limit = new("--limit") { Description = "How many, 1 to 1000.", HelpName = "N", DefaultValueFactory = _ => 50 };

    public RequestsListCommand(CliContext context, GlobalOptions options)
        : base(context, options, "list", "List requests, the newest first.")
    {
        foreach (var option in (Option[])[.. _filter.All, _before, _limit, _all, _csv])
        {
            Add(option);
        }

        Aliases.Add("ls");
        HiddenAliases = ["ls"];
        Examples = ["weir requests list", "weir requests list --failed --since 24h", "weir requests list --key ci --status 4xx --cost-above 0.05 --json", "weir requests list --since 30d --all --csv > requests.csv"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var filter = _filter.Of(run) with { Before = run.Value(_before) };
        var limit = run.Value(_limit) is >= 1 and <= 1000 and var number
            ? number
            : throw new CliException(ExitCodes.WrongUsage, "--limit must be from 1 to 1000.", null);
        var csv = run.Value(_csv);
        if (csv && run.Settings.Json)
        {
            throw new CliException(ExitCodes.WrongUsage, "--csv and --json exclude each other.", "Give one of them.");
        }

        var admin = await run.AdminAsync(cancellationToken);
        if (csv || (run.Value(_all) && run.Settings.Json))
        {
            var wanted = run.Value(_all) ? admin.ExportRequestsAsync(filter, cancellationToken) : (await admin.RequestsAsync(filter, limit, cancellationToken)).ToAsyncEnumerable();
            await (csv ? WriteCsvAsync(run.Terminal, wanted, cancellationToken) : WriteJsonAsync(run.Terminal, wanted, cancellationToken));
            return ExitCodes.Ok;
        }

        if (run.Value(_all))
        {
            throw new CliException(ExitCodes.WrongUsage, "--all goes with --csv or --json.", "Give one of them, or a --limit.");
        }

        var requests = await admin.RequestsAsync(filter, limit, cancellationToken);
        return run.Show(requests, AdminJson.Default.IReadOnlyListRequestEntry, terminal => Write(terminal, requests));
    }

    private static async Task WriteCsvAsync(ITerminal terminal, IAsyncEnumerable<RequestEntry> requests, CancellationToken cancellationToken)
    {
        await terminal.Output.WriteLineAsync(RequestCsv.Header.AsMemory(), cancellationToken);
        await foreach (var request in requests.WithCancellation(cancellationToken))
        {
            await terminal.Output.WriteLineAsync(RequestCsv.Line(request).AsMemory(), cancellationToken);
        }
    }

    /// <summary>One array, an item at a time.</summary>
    private static async Task WriteJsonAsync(ITerminal terminal, IAsyncEnumerable<RequestEntry> requests, CancellationToken cancellationToken)
    {
        var before = "[";
        await foreach (var request in requests.WithCancellation(cancellationToken))
        {
            await terminal.Output.WriteAsync((before + JsonSerializer.Serialize(request, AdminJson.Default.RequestEntry)).AsMemory(), cancellationToken);
            before = ",";
        }

        await terminal.Output.WriteLineAsync((before == "[" ? "[]" : "]").AsMemory(), cancellationToken);
    }

    private static void Write(ITerminal terminal, IReadOnlyList<RequestEntry> requests)
    {
        var table = new TableView("TIME", "ID", "KEY", "MODEL", "STATUS>", "INPUT>", "OUTPUT>", "COST>", "FIRST BYTE>", "TOTAL>");
        foreach (var request in requests)
        {
            table.Add(
                Amounts.Moment(request.Time),
                request.Id,
                request.Key,
                request.ModelAnswered ?? request.ModelAsked,
                new Cell($"{request.Status}", request.Error is null ? Tone.Good : Tone.Bad),
                Amounts.Count(request.Usage.Input),
                Amounts.Count(request.Usage.Output),
                Amounts.Usd(request.CostUsd),
                Amounts.Milliseconds(request.TtfbMs),
                Amounts.Milliseconds(request.DurationMs));
        }

        terminal.Table(table);
    }
}

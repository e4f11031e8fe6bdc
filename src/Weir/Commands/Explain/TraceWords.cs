using System.Globalization;
using Weir.Gateway.Admin;
using Weir.Invocation;
using Weir.Terminal;
using Weir.Words;

namespace Weir.Commands.Explain;

/// <summary>A request's way through the gateway, in words.</summary>
internal static class TraceWords
{
    public static async Task<int> ShowAsync(CommandRun run, string id, CancellationToken cancellationToken)
    {
        var trace = await (await run.AdminAsync(cancellationToken)).ExplainAsync(id, cancellationToken);
        return run.Show(trace, AdminJson.Default.RequestTrace, terminal => Write(terminal, trace));
    }

    private static void Write(ITerminal terminal, RequestTrace trace)
    {
        var usage = trace.Usage;
        terminal.Line($"{trace.Id}  {Amounts.Moment(trace.Time)}");
        terminal.Table(new TableView("", "")
            .Add("asked", $"{trace.ModelAsked ?? "no model"} by {trace.Key ?? "an unknown key"}{(trace.User is null ? "" : $" of {trace.User}")}")
            .Add("call", $"{trace.Operation} in {trace.Dialect}{(trace.Streamed ? ", streamed" : "")}")
            .Add("answered", trace.AnsweredBy is { } who ? $"by the {who}, as {trace.ModelAnswered} did before" : trace.ModelAnswered ?? "by no target")
            .Add("status", trace.Error is null ? new Cell($"{trace.Status}", Tone.Good) : new Cell($"{trace.Status} {trace.Error}", Tone.Bad))
            .Add("to do", trace.ErrorAction)
            .Add("tokens", $"{Amounts.Count(usage.Input)} in ({Amounts.Count(usage.CachedRead)} cached), {Amounts.Count(usage.Output)} out ({Amounts.Count(usage.Reasoning)} reasoning){(trace.Estimated ? ", estimated" : "")}")
            .Add("cost", trace.CostUsd is null ? "unknown: the model has no known price" : trace.AnsweredBy is not null ? "nothing" : $"{Amounts.Usd(trace.CostUsd)} by {trace.PriceVersion}")
            .Add("time", $"{Amounts.Milliseconds(trace.TtfbMs)} to the first byte, {Amounts.Milliseconds(trace.DurationMs)} in all")
            .Add("tags", trace.Tags)
            .Add("run", trace.RunId)
            .Add("snapshot", trace.SnapshotVersion is { } version ? $"{version}" : null));
        terminal.Line();
        foreach (var note in trace.Notes)
        {
            terminal.Line($"- {note}");
        }

        if (trace.Notes.Count > 0)
        {
            terminal.Line();
        }

        if (trace.Attempts.Count == 0)
        {
            terminal.Line(trace.AnsweredBy is null ? "It was sent nowhere." : "It was sent nowhere: the response cache had the answer.");
            return;
        }

        var table = new TableView("#>", "CONNECTION", "MODEL", "AFTER>", "STATUS>", "FIRST BYTE>", "TOTAL>", "COST>", "WHAT HAPPENED");
        foreach (var attempt in trace.Attempts)
        {
            table.Add(
                $"{attempt.Number}",
                attempt.Connection,
                attempt.Model,
                Amounts.Milliseconds(attempt.StartedAfterMs),
                attempt.Status == 0 ? "-" : $"{attempt.Status}",
                Amounts.Milliseconds(attempt.TtfbMs),
                Amounts.Milliseconds(attempt.DurationMs),
                attempt.CostNanoDollars is { } cost ? Amounts.Usd(cost / 1_000_000_000m) : "-",
                attempt.Error is null ? new Cell(attempt.Detail is null ? "answered" : $"answered. {attempt.Detail}", Tone.Good) : new Cell($"{attempt.Error}{(attempt.Detail is null ? "" : $": {attempt.Detail}")}", Tone.Bad));
        }

        terminal.Table(table);
        WriteIds(terminal, trace.Attempts);
        WriteCost(terminal, trace.Attempts);
    }

    /// <summary>What the providers' support and bills know the answers by.</summary>
    private static void WriteIds(ITerminal terminal, IReadOnlyList<AttemptTrace> attempts)
    {
        var told = attempts.Where(static attempt => attempt.UpstreamId is not null).ToList();
        if (told.Count == 0)
        {
            return;
        }

        terminal.Line();
        var table = new TableView("#>", "ID AT THE PROVIDER");
        foreach (var attempt in told)
        {
            table.Add($"{attempt.Number}", attempt.UpstreamId);
        }

        terminal.Table(table);
    }

    /// <summary>The arithmetic, where it is known.</summary>
    private static void WriteCost(ITerminal terminal, IReadOnlyList<AttemptTrace> attempts)
    {
        var parts = attempts.SelectMany(static attempt => attempt.CostParts.Select(part => (attempt.Number, Part: part))).ToList();
        if (parts.Count == 0)
        {
            return;
        }

        terminal.Line();
        var table = new TableView("#>", "TOKENS", "COUNT>", "$/M>", "COST>");
        foreach (var (number, part) in parts)
        {
            table.Add($"{number}", part.What, Amounts.Count(part.Tokens), part.UsdPerMillion.ToString("0.####", CultureInfo.InvariantCulture), Amounts.Usd(part.Usd));
        }

        terminal.Table(table);
    }
}

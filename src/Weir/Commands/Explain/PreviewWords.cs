using System.Globalization;
using Weir.Gateway.Admin.Previews;
using Weir.Terminal;
using Weir.Words;

namespace Weir.Commands.Explain;

/// <summary>Where a request would go, in words.</summary>
internal static class PreviewWords
{
    public static void Write(ITerminal terminal, RoutePreview preview)
    {
        var tokens = preview.EstimatedInput is { } input ? $", about {Amounts.Count(input)} tokens" : "";
        terminal.Line($"{preview.Model} by {preview.Key ?? "a key that may use everything"}, {preview.Operation} in {preview.Dialect}{tokens} (snapshot {preview.SnapshotVersion})");
        if (preview.Error is not null)
        {
            terminal.Line($"It would be refused: {preview.Error}. {preview.Message} {preview.Action}");
        }

        if (preview.Candidates.Count == 0)
        {
            return;
        }

        terminal.Line();
        var table = new TableView("#>", "TARGET", "STEP>", "STRATEGY", "LANE", "INPUT $/M>", "OUTPUT $/M>", "INPUT COST>", "WHAT");
        foreach (var candidate in preview.Candidates)
        {
            table.Add(
                candidate.Place is { } place ? $"{place}" : "-",
                candidate.Target,
                $"{candidate.Step}",
                candidate.Strategy,
                candidate.Lane is null ? "-" : candidate.Lane == "translated" ? $"translated {preview.Dialect} -> {candidate.Dialect}" : "forwarded",
                Rate(candidate.InputUsdPerMillion),
                Rate(candidate.OutputUsdPerMillion),
                candidate.InputCostNanoDollars is { } cost ? Amounts.Usd(cost / 1_000_000_000m) : "-",
                What(candidate));
        }

        terminal.Table(table);
    }

    private static Cell What(RouteCandidate candidate) => candidate switch
    {
        { Skipped: { } reason } => new Cell($"skipped: {reason}", Tone.Warning),
        { Problem: { } problem } => new Cell(problem, Tone.Bad),
        { Dropped.Count: > 0 } => new Cell($"leaves out {string.Join(", ", candidate.Dropped.Select(static part => $"{part.What} ({part.Why})"))}", Tone.Warning),
        _ => new Cell("would be asked", Tone.Good),
    };

    private static string Rate(decimal? rate) => rate?.ToString("0.####", CultureInfo.InvariantCulture) ?? "unknown";
}

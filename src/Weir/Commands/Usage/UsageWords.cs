using System.Globalization;
using Weir.Gateway.Admin.Usage;
using Weir.Terminal;
using Weir.Words;

namespace Weir.Commands.Usage;

/// <summary>Usage for people.</summary>
internal static class UsageWords
{
    public static void Write(ITerminal terminal, UsageReport report, UsageProjection? projection)
    {
        string[] second = report.Then is null ? [] : [report.Then.ToUpperInvariant()];
        var table = new TableView([report.By.ToUpperInvariant(), .. second, "REQUESTS>", "FAILED>", "INPUT>", "CACHED>", "OUTPUT>", "COST>", "FIRST BYTE P50>", "P95>", "TOTAL P50>", "P95>", "P99>"]);
        foreach (var row in report.Rows)
        {
            Add(row.Name ?? row.Group ?? "(none)", row.ThenName ?? row.Then ?? "(none)", row.Sums);
        }

        Add("total", "", report.Totals);
        terminal.Table(table);
        if (Saved(report.Totals) is { } saved)
        {
            terminal.Line(saved);
        }

        if (projection is not null)
        {
            terminal.Line(Of(projection));
        }

        if (report.Totals.Unpriced > 0)
        {
            terminal.Note($"{report.Totals.Unpriced} requests have no known price: the cost is too low by theirs.");
        }

        if (!report.IsComplete)
        {
            terminal.Note("Older requests are still being added to the sums: ask again in a while.");
        }

        void Add(string name, string then, UsageSums sums) => table.Add(
        [
            name,
            .. report.Then is null ? Array.Empty<Cell>() : [then],
            Amounts.Count(sums.Requests),
            Amounts.Count(sums.Failed),
            Amounts.Count(sums.Usage.Input),
            Amounts.Count(sums.Usage.CachedRead),
            Amounts.Count(sums.Usage.Output),
            Amounts.Usd(sums.CostUsd),
            Amounts.Milliseconds(sums.FirstByte?.P50Ms),
            Amounts.Milliseconds(sums.FirstByte?.P95Ms),
            Amounts.Milliseconds(sums.Duration?.P50Ms),
            Amounts.Milliseconds(sums.Duration?.P95Ms),
            Amounts.Milliseconds(sums.Duration?.P99Ms),
        ]);
    }

    /// <summary>What the month will come to, in a sentence.</summary>
    public static string Of(UsageProjection projection) => projection switch
    {
        { ExpectedUsd: null } => $"{Money(projection.SpentUsd)} this month so far; no whole day before today tells what it will come to.",
        { LowUsd: { } low, HighUsd: { } high } =>
            $"You are on track for {Money(projection.ExpectedUsd.Value)} this month ({Money(low)} to {Money(high)} in 8 of 10 cases); {Money(projection.SpentUsd)} so far.",
        _ => $"You are on track for {Money(projection.ExpectedUsd.Value)} this month, told from {projection.DaysKnown} days; {Money(projection.SpentUsd)} so far.",
    };

    private static string? Saved(UsageSums totals) => (totals.SavedByPromptCachesNanoDollars, totals.CacheHits) switch
    {
        (0, 0) => null,
        _ => $"Caches saved {Money(totals.SavedByPromptCachesUsd + totals.SavedByAnswerCacheUsd)}: prompt caches {Money(totals.SavedByPromptCachesUsd)}, the answer cache {Money(totals.SavedByAnswerCacheUsd)} in {Amounts.Count(totals.CacheHits)} answers.",
    };

    // Cents are enough for a month; less than a dollar is told as it is.
    private static string Money(decimal usd) => Math.Abs(usd) >= 1
        ? (usd < 0 ? "-$" : "$") + Math.Abs(usd).ToString("N2", CultureInfo.InvariantCulture)
        : (usd < 0 ? "-$" : "$") + Math.Abs(usd).ToString("0.00####", CultureInfo.InvariantCulture);
}

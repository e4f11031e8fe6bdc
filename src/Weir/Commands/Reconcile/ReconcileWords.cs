using System.Globalization;
using Weir.Gateway.Admin.Reconciling;
using Weir.Terminal;
using Weir.Words;

namespace Weir.Commands.Reconcile;

/// <summary>Differences as people read them: what the export says, what the ledger says.</summary>
internal static class ReconcileWords
{
    public static void Write(ITerminal terminal, ReconcileReport report)
    {
        if (report.Days.Count > 0)
        {
            var table = new TableView("DAY", "MODEL", "REQUESTS>", "INPUT>", "OUTPUT>", "COST>", "NOTE");
            foreach (var day in report.Days)
            {
                Add(table, day.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), day.Model, day.Export, day.Ledger);
            }

            terminal.Table(table);
        }

        if (report.Requests.Count > 0)
        {
            var table = new TableView("TIME", "REQUEST", "MODEL", "INPUT>", "OUTPUT>", "COST>", "NOTE");
            foreach (var request in report.Requests)
            {
                table.Add(
                    Amounts.Moment(request.Time),
                    string.Join(" / ", new[] { request.ExportId, request.RequestId }.OfType<string>()),
                    request.Model,
                    Pair(request.Export?.Input, request.Ledger?.Input),
                    Pair(request.Export?.Output, request.Ledger?.Output),
                    Money(request.Export?.CostUsd, request.Ledger?.CostUsd),
                    Note(request.Export, request.Ledger));
            }

            terminal.Table(table);
        }

        var requests = report.RequestsThatAgree is { } agree ? $"; requests: {agree} agree, {report.Requests.Count} differ" : "";
        terminal.Note($"{Amounts.Moment(report.Since)} to {Amounts.Moment(report.Until)}, {string.Join(", ", report.Connections)}. Days and models: {report.DaysThatAgree} agree, {report.Days.Count} differ{requests}.");
        if (!report.Agrees)
        {
            terminal.Note("Where two figures stand, the first is the export's and the second the ledger's.");
        }
    }

    private static void Add(TableView table, string day, string model, ComparedFigures? export, ComparedFigures? ledger) => table.Add(
        day,
        model,
        Pair(export?.Requests, ledger?.Requests),
        Pair(export?.Input, ledger?.Input),
        Pair(export?.Output, ledger?.Output),
        Money(export?.CostUsd, ledger?.CostUsd),
        Note(export, ledger));

    private static string Pair(long? one, long? other) => one is null ? "-" : one == other ? Amounts.Count(one.Value) : $"{Amounts.Count(one.Value)} / {(other is { } count ? Amounts.Count(count) : "-")}";

    private static string Money(decimal? one, decimal? other) => one is null ? "-" : one == other ? Exact(one.Value) : $"{Exact(one.Value)} / {(other is { } amount ? Exact(amount) : "-")}";

    private static string Exact(decimal amount) => "$" + amount.ToString("0.00#######", CultureInfo.InvariantCulture);

    private static string Note(ComparedFigures? export, ComparedFigures? ledger) =>
        export is null ? $"only in the ledger: {(ledger!.Requests is { } count ? $"{Amounts.Count(count)} requests" : $"sums of batches ({Amounts.Count(ledger.Batches)})")}, {Amounts.Count((ledger.Input ?? 0) + (ledger.Output ?? 0))} tokens, {Exact(ledger.CostUsd ?? 0)}"
        : ledger is null ? "only in the export"
        : ledger.Batches > 0 ? $"requests not compared, as the ledger has only sums of batches ({Amounts.Count(ledger.Batches)}){(ledger.Estimated > 0 ? $"; {Amounts.Count(ledger.Estimated)} estimated by Weir" : "")}"
        : ledger.Estimated > 0 ? $"{Amounts.Count(ledger.Estimated)} estimated by Weir"
        : ledger.Unpriced > 0 ? $"{Amounts.Count(ledger.Unpriced)} without a price"
        : "";
}

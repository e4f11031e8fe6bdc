using System.Data.Common;
using Dapper;
using Weir.Metering.Budgets.Windows;

namespace Weir.Metering.Budgets.Booking;

/// <summary>What the ledger says was spent before a budget came into force, by window or slice.</summary>
internal static class LedgerSums
{
    // No row counts for more than a million dollars or a million million tokens, so that no sum overflows.
    private const string Sum =
        """
        SUM(CASE WHEN {0}.cost_nano > 1000000000000000 THEN 1000000000000000 WHEN {0}.cost_nano > 0 THEN {0}.cost_nano ELSE 0 END) AS Nano,
        SUM(CASE WHEN {0}.input > 1000000000000 THEN 1000000000000 WHEN {0}.input > 0 THEN {0}.input ELSE 0 END)
        + SUM(CASE WHEN {0}.output > 1000000000000 THEN 1000000000000 WHEN {0}.output > 0 THEN {0}.output ELSE 0 END) AS Tokens
        """;

    /// <summary>The sums by the start of their window, in the budget's unit; windows without any are left out.</summary>
    public static async Task<IReadOnlyList<(long StartsAt, long Amount)>> ReadAsync(
        DbConnection connection, Budget budget, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var isRolling = budget.Window.Kind == WindowKind.Rolling;
        var from = budget.Window.CountsFrom(at).ToUnixTimeMilliseconds();
        var slice = (long)budget.Window.Slice.TotalMilliseconds;
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            Query(budget.Subject.Kind, budget.Unit, isRolling ? "r.time / @slice * @slice" : "@from"),
            new { from, slice, name = budget.Subject.Name },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => (row.StartsAt, budget.Unit == BudgetUnit.Usd ? row.Nano : row.Tokens)).Where(static row => row.Item2 > 0)];
    }

    private static string Query(SubjectKind kind, BudgetUnit unit, string start)
    {
        var ofAttempts = kind is SubjectKind.Connection or SubjectKind.Model || unit == BudgetUnit.Tokens;
        var what = Sum.Replace("{0}", ofAttempts ? "a" : "r", StringComparison.Ordinal);
        var join = ofAttempts ? "JOIN attempts a ON a.request_id = r.id" : "";
        var where = kind switch
        {
            SubjectKind.Key => "AND r.key_id IN (SELECT id FROM keys WHERE name = @name)",
            SubjectKind.User => "AND r.\"user\" = @name",
            SubjectKind.Team => "AND r.team = @name",
            SubjectKind.Connection => "AND a.connection = @name",
            SubjectKind.Model => "AND a.connection || '/' || a.model = @name",
            _ => "",
        };
        return $"SELECT {start} AS StartsAt, {what} FROM requests r {join} WHERE r.time >= @from {where} GROUP BY 1";
    }

    private sealed class Row
    {
        public long StartsAt { get; init; }

        public long Nano { get; init; }

        public long Tokens { get; init; }
    }
}

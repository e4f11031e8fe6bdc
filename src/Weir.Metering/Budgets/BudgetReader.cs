using System.Data.Common;
using Weir.Metering.Budgets.Booking;
using Weir.Storage;
using Weir.Storage.Sqlite;

namespace Weir.Metering.Budgets;

/// <summary>Shows what the books say: the same rows by the same code that requests are refused by. Needs no running gateway.</summary>
public sealed class BudgetReader
{
    private readonly Database _database;
    private readonly TimeProvider _time;

    internal BudgetReader(Database database, TimeProvider time)
    {
        _database = database;
        _time = time;
    }

    /// <summary>Where budgets stand now, in the order given.</summary>
    /// <exception cref="StorageException">The database can't be used.</exception>
    public async Task<IReadOnlyList<BudgetState>> StatesAsync(IEnumerable<Budget> budgets, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        try
        {
            using var sql = new BookSql(connection);
            using var transaction = sql.BeginReading();
            var books = new BookTransaction(sql);
            var now = _time.GetUtcNow();
            return [.. budgets.Select(budget => books.State(budget, now))];
        }
        catch (DbException e)
        {
            throw _database.Explain(e);
        }
    }

    /// <summary>Every hold with its request, those that count as spent too, the oldest first.</summary>
    /// <exception cref="StorageException">The database can't be used.</exception>
    public async Task<IReadOnlyList<HoldRow>> HoldsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        try
        {
            using var sql = new BookSql(connection);
            return sql.ReadHolds();
        }
        catch (DbException e)
        {
            throw _database.Explain(e);
        }
    }

    /// <summary>
    /// Looks the books over: windows whose held amount is not the sum of the holds in them. Empty when all is well, as it is after any crash.
    /// </summary>
    /// <exception cref="StorageException">The database can't be used.</exception>
    public async Task<IReadOnlyList<BookMismatch>> CheckAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        try
        {
            using var sql = new BookSql(connection);
            using var transaction = sql.BeginReading();
            var sums = sql.ReadHolds()
                .Where(static hold => hold.State == HoldState.Open)
                .SelectMany(static hold => hold.Shares)
                .GroupBy(static share => (share.BudgetId, share.StartsAt))
                .ToDictionary(static group => group.Key, static group => group.Aggregate(0L, static (sum, share) => Saturating.Add(sum, share.Amount)));
            return [.. sql.ReadHeld()
                .Select(row => new BookMismatch(
                    row.BudgetId, DateTimeOffset.FromUnixTimeMilliseconds(row.StartsAt), row.Held, sums.GetValueOrDefault((row.BudgetId, row.StartsAt))))
                .Where(static row => row.Held != row.Holds)];
        }
        catch (DbException e)
        {
            throw _database.Explain(e);
        }
    }
}

/// <summary>A window whose held amount is not what its holds say.</summary>
/// <param name="BudgetId">The budget.</param>
/// <param name="StartsAt">Start of the window or slice.</param>
/// <param name="Held">What the window says.</param>
/// <param name="Holds">What its holds come to.</param>
public sealed record BookMismatch(string BudgetId, DateTimeOffset StartsAt, long Held, long Holds);

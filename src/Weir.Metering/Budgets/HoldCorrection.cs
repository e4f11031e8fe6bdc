using System.Data.Common;
using Weir.Metering.Budgets.Booking;
using Weir.Metering.Prices;
using Weir.Storage;
using Weir.Storage.Sqlite;

namespace Weir.Metering.Budgets;

/// <summary>Puts what an attempt really cost in the place of its worst case, where a person looked it up with the provider. Needs no running gateway.</summary>
public sealed class HoldCorrection
{
    private readonly Database _database;

    internal HoldCorrection(Database database) => _database = database;

    /// <summary>Corrects a hold that counts as spent.</summary>
    /// <param name="hold">The hold.</param>
    /// <param name="usd">What it cost; null leaves what is counted on budgets in money. Below zero counts as zero.</param>
    /// <param name="tokens">Input and output together; null leaves what is counted on budgets in tokens.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when there is no such hold any more, or it is open: then its request says it.</returns>
    /// <exception cref="StorageException">The database can't be used.</exception>
    public async Task<bool> RunAsync(HoldRow hold, NanoDollars? usd, long? tokens, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(hold);
        await using var connection = await _database.OpenAsync(cancellationToken);
        try
        {
            using var sql = new BookSql(connection);
            using var transaction = sql.Begin();
            var books = new BookTransaction(sql);
            books.TakeTurns(hold.Shares.Select(static share => share.BudgetId));
            var counted = hold.Shares.Where(static share => share.Unit == BudgetUnit.Tokens).Select(static share => share.Amount).FirstOrDefault();
            if (!books.Correct(hold.RequestId, hold.Attempt, hold.Shares, new Charge(usd, tokens ?? counted)))
            {
                return false;
            }

            books.Flush();
            transaction.Commit();
            return true;
        }
        catch (DbException e)
        {
            throw _database.Explain(e);
        }
    }
}

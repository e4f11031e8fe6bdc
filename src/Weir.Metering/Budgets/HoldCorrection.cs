using System.Data.Common;
using Weir.Metering.Budgets.Booking;
using Weir.Metering.Ledger.Journal;
using Weir.Metering.Prices;
using Weir.Storage;
using Weir.Storage.Sqlite;

namespace Weir.Metering.Budgets;

/// <summary>
/// Puts what an attempt really cost in the place of its worst case, where a person looked it up with the provider. Goes through the books of this
/// process where they are open; needs no running gateway.
/// </summary>
public sealed class HoldCorrection
{
    private readonly Database _database;
    private readonly BudgetBook _book;
    private readonly SegmentFiles _files;

    internal HoldCorrection(Database database, BudgetBook book, SegmentFiles files)
    {
        _database = database;
        _book = book;
        _files = files;
    }

    /// <summary>Corrects a hold that counts as spent.</summary>
    /// <param name="hold">The hold.</param>
    /// <param name="usd">What it cost; null leaves what is counted on budgets in money. Below zero counts as zero.</param>
    /// <param name="tokens">Input and output together; null leaves what is counted on budgets in tokens.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when there is no such hold any more, or it is open: then its request says it.</returns>
    /// <exception cref="StorageException">The database can't be used, or another process has the books.</exception>
    public async Task<bool> RunAsync(HoldRow hold, NanoDollars? usd, long? tokens, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(hold);
        var counted = hold.Shares.Where(static share => share.Unit == BudgetUnit.Tokens).Select(static share => share.Amount).FirstOrDefault();
        var real = new Charge(usd, tokens ?? counted);
        var isCorrected = false;
        var work = new WorkEntry(
            [.. hold.Shares.Select(static share => share.BudgetId)],
            (_, books) => isCorrected = books.Correct(hold.RequestId, hold.Attempt, hold.Shares, real));
        if (!_book.IsOpen)
        {
            await RunAloneAsync(work, cancellationToken);
        }
        else
        {
            await _book.WorkAsync(work, cancellationToken);
        }

        return isCorrected;
    }

    // A process that has the books in memory would not hear of it.
    private async Task RunAloneAsync(WorkEntry work, CancellationToken cancellationToken)
    {
        using var taken = JournalLock.TryTake(_files.Folder) ?? throw new StorageException(
            "A Weir has the books of this data folder, and it does not answer.", "Wait until it answers, or stop it; then say it again.");
        await using var connection = await _database.OpenAsync(cancellationToken);
        try
        {
            using var sql = new BookSql(connection);
            using var transaction = sql.Begin();
            var books = new BookTransaction(sql);
            books.TakeTurns(work.BudgetIds);
            work.Run(sql, books);
            books.Flush();
            transaction.Commit();
        }
        catch (DbException e)
        {
            throw _database.Explain(e);
        }
    }
}

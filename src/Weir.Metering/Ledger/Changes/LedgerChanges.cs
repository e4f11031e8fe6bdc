using Dapper;
using Microsoft.Data.Sqlite;
using Weir.Metering.Analytics.Rollups;
using Weir.Storage;
using Weir.Storage.Sqlite;

namespace Weir.Metering.Ledger.Changes;

/// <summary>
/// The one way to change rows of <c>requests</c> that are in the ledger: the usage sums move in the same transaction. Safe for concurrent use.
/// </summary>
public sealed class LedgerChanges(Database database)
{
    private const int RowsPerTransaction = 2_000;

    /// <summary>Changes the rows of <paramref name="requests"/> by <paramref name="change"/>, and the sums by the difference. All of it or nothing.</summary>
    /// <param name="requests">Ids; those that the ledger does not know are passed over.</param>
    /// <param name="change">Updates or deletes the rows, and what goes with them, on the transaction's connection. It adds none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StorageException">The database can't be used; nothing was changed.</exception>
    public async Task ChangeAsync(IReadOnlyList<string> requests, Func<SqliteTransaction, Task> change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(requests);
        ArgumentNullException.ThrowIfNull(change);
        await using var connection = await database.OpenAsync(cancellationToken);
        try
        {
            await using var transaction = connection.BeginTransaction(deferred: false);
            await ChangeAsync(transaction, requests, change, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (SqliteException e)
        {
            throw database.Explain(e);
        }
    }

    /// <summary>The same within a transaction of the caller's, which must have the write lock: it was begun as not deferred.</summary>
    public static async Task ChangeAsync(
        SqliteTransaction transaction, IReadOnlyList<string> requests, Func<SqliteTransaction, Task> change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        ArgumentNullException.ThrowIfNull(requests);
        ArgumentNullException.ThrowIfNull(change);
        var connection = transaction.Connection ?? throw new InvalidOperationException("The transaction is over.");
        using var sums = new RollupWriter(connection);
        var batch = new RollupBatch();
        var pending = sums.PendingBefore(transaction);

        // Rows behind the mark are not in the sums: they come in later, as they are then.
        string[] ids = [.. requests.Where(id => string.CompareOrdinal(id, pending) >= 0).Distinct(StringComparer.Ordinal)];
        await ReadAsync(batch.Remove);
        await change(transaction);
        await ReadAsync(batch.Add);
        sums.Write(transaction, batch);

        async Task ReadAsync(Action<BookedRequest> take)
        {
            foreach (var some in ids.Chunk(500))
            {
                await using var reader = await connection.ExecuteReaderAsync(new CommandDefinition(
                    $"SELECT {BookedRequest.Columns} FROM requests r WHERE r.id IN @Ids", new { Ids = some }, transaction, cancellationToken: cancellationToken));
                while (await reader.ReadAsync(cancellationToken))
                {
                    take(BookedRequestReader.Read(reader));
                }
            }
        }
    }

    /// <summary>Deletes requests that came in before a moment, with their attempts, a few thousand at a time.</summary>
    /// <param name="moment">The oldest that stay.</param>
    /// <param name="cancellationToken">Ends the wait; what is deleted by then stays deleted.</param>
    /// <returns>How many there were.</returns>
    /// <exception cref="StorageException">The database can't be used.</exception>
    public async Task<long> DeleteBeforeAsync(DateTimeOffset moment, CancellationToken cancellationToken)
    {
        var deleted = 0L;
        while (await OldestAsync(moment, cancellationToken) is { Count: > 0 } ids)
        {
            await ChangeAsync(
                ids,
                async transaction =>
                {
                    foreach (var some in ids.Chunk(500))
                    {
                        await transaction.Connection!.ExecuteAsync("DELETE FROM attempts WHERE request_id IN @Ids", new { Ids = some }, transaction);
                        await transaction.Connection!.ExecuteAsync("DELETE FROM requests WHERE id IN @Ids", new { Ids = some }, transaction);
                    }
                },
                cancellationToken);
            deleted += ids.Count;
        }

        return deleted;
    }

    private async Task<IReadOnlyList<string>> OldestAsync(DateTimeOffset moment, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        try
        {
            return [.. await connection.QueryAsync<string>(new CommandDefinition(
                $"SELECT id FROM requests WHERE time < @Until ORDER BY time LIMIT {RowsPerTransaction}",
                new { Until = moment.ToUnixTimeMilliseconds() },
                cancellationToken: cancellationToken))];
        }
        catch (SqliteException e)
        {
            throw database.Explain(e);
        }
    }
}

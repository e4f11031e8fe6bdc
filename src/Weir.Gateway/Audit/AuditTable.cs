using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Weir.Storage;
using Weir.Storage.Sqlite;

namespace Weir.Gateway.Audit;

/// <summary>The rows of <c>audit_log</c> and the end of their chain. Safe for concurrent use, also by several processes: the head is taken before a row is made.</summary>
internal sealed class AuditTable(Database database)
{
    private const string Columns =
        """
        number AS Number, at AS At, actor_kind AS ActorKind, actor AS Actor, address AS Address, agent AS Agent, kind AS Kind, subject AS Subject, times AS Times,
        before_facts AS Before, after_facts AS After, previous_hash AS PreviousHash, hash AS Hash
        """;

    private const string Insert =
        """
        INSERT INTO audit_log (number, at, actor_kind, actor, address, agent, kind, subject, times, before_facts, after_facts, previous_hash, hash)
        VALUES (@Number, @At, @ActorKind, @Actor, @Address, @Agent, @Kind, @Subject, @Times, @Before, @After, @PreviousHash, @Hash)
        """;

    /// <summary>Adds rows to the end of the chain, all or none. Their numbers, links and hashes are made here.</summary>
    /// <exception cref="StorageException">The database can't be used: nothing was added.</exception>
    public async Task AppendAsync(IReadOnlyList<AuditRow> rows, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        try
        {
            await using var transaction = connection.BeginTransaction(deferred: false);

            // The update comes first: elsewhere than on SQLite it is what makes others wait.
            await connection.ExecuteAsync(new CommandDefinition("UPDATE audit_head SET number = number + @Count WHERE id = 1", new { rows.Count }, transaction, cancellationToken: cancellationToken));
            var head = await HeadAsync(connection, transaction, cancellationToken) ?? throw new StorageException(
                "The audit log has no head any more: somebody deleted the row of audit_head, so no row can be added.",
                "Restore a backup of the database. Or, to go on from the last row that is there: INSERT INTO audit_head (id, number, hash) SELECT 1, number, hash FROM audit_log ORDER BY number DESC LIMIT 1");
            var (number, hash) = (head.Number - rows.Count, head.Hash);
            foreach (var row in rows)
            {
                var linked = AuditChain.Link(row, ++number, hash);
                await connection.ExecuteAsync(new CommandDefinition(Insert, linked, transaction, cancellationToken: cancellationToken));
                hash = linked.Hash;
            }

            await connection.ExecuteAsync(new CommandDefinition("UPDATE audit_head SET hash = @hash WHERE id = 1", new { hash }, transaction, cancellationToken: cancellationToken));
            await transaction.CommitAsync(cancellationToken);
        }
        catch (DbException exception)
        {
            throw database.Explain(exception);
        }
    }

    /// <summary>Rows that pass the filter: the newest first, or with <see cref="AuditFilter.After"/> the oldest first.</summary>
    /// <exception cref="StorageException">The database can't be used.</exception>
    public async Task<IReadOnlyList<AuditRow>> ListAsync(AuditFilter filter, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var parameters = new
        {
            Since = filter.Since?.ToUnixTimeMilliseconds(),
            Until = filter.Until?.ToUnixTimeMilliseconds(),
            filter.Kind,
            filter.Who,
            filter.Subject,
            filter.Before,
            filter.After,
            limit,
        };
        var conditions = new List<string> { "1 = 1" };
        Where(filter.Since, "at >= @Since");
        Where(filter.Until, "at < @Until");
        Where(filter.Kind, "kind = @Kind");
        Where(filter.Who, "actor = @Who");
        Where(filter.Subject, "subject = @Subject");
        Where(filter.Before, "number < @Before");
        Where(filter.After, "number > @After");
        var sql = $"SELECT {Columns} FROM audit_log WHERE {string.Join(" AND ", conditions)} ORDER BY number {(filter.After is null ? "DESC" : "ASC")} LIMIT @limit";
        try
        {
            return [.. await connection.QueryAsync<AuditRow>(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken))];
        }
        catch (DbException exception)
        {
            throw database.Explain(exception);
        }

        void Where(object? value, string condition)
        {
            if (value is not null)
            {
                conditions.Add(condition);
            }
        }
    }

    /// <summary>Walks along the whole chain, in one state of the database.</summary>
    /// <param name="anchor">A number and a hash that were noted elsewhere and must still be there; null for none.</param>
    /// <param name="cancellationToken">Ends the walk.</param>
    /// <exception cref="StorageException">The database can't be used.</exception>
    public async Task<AuditVerdict> VerifyAsync((long Number, string Hash)? anchor, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        try
        {
            return await VerifyAsync(connection, anchor, cancellationToken);
        }
        catch (DbException exception)
        {
            throw database.Explain(exception);
        }
    }

    private static async Task<AuditVerdict> VerifyAsync(SqliteConnection connection, (long Number, string Hash)? anchor, CancellationToken cancellationToken)
    {
        await using var transaction = connection.BeginTransaction(deferred: true);
        var (number, hash) = (0L, AuditChain.Genesis);
        var seesAnchor = anchor is null or (0, _);
        await foreach (var row in connection.QueryUnbufferedAsync<AuditRow>($"SELECT {Columns} FROM audit_log ORDER BY number", transaction: transaction).WithCancellation(cancellationToken))
        {
            var problem = row.Number != number + 1 ? $"Row {number + 1} is missing: the next one is {row.Number}."
                : row.PreviousHash != hash ? $"Row {row.Number} does not go on from the row before it."
                : row.Hash != AuditChain.HashOf(row) ? $"Row {row.Number} was changed: its hash is another."
                : anchor is { } noted && noted.Number == row.Number && !string.Equals(noted.Hash, row.Hash, StringComparison.OrdinalIgnoreCase) ? $"Row {row.Number} is not the one whose hash was noted: the log was written anew."
                : null;
            if (problem is not null)
            {
                return new AuditVerdict(number, number, hash, number + 1, problem);
            }

            seesAnchor |= anchor?.Number == row.Number;
            (number, hash) = (row.Number, row.Hash);
        }

        var head = await HeadAsync(connection, transaction, cancellationToken);
        var end = head is null ? $"The row of audit_head is missing: whether the log ended with row {number} can't be told."
            : head.Number != number || head.Hash != hash ? $"The log ends with row {number}, but {head.Number} were written: its end is missing."
            : !seesAnchor ? $"The log ends with row {number}, but row {anchor!.Value.Number} was noted: its end is missing."
            : null;
        return new AuditVerdict(number, number, hash, end is null ? null : number + 1, end);
    }

    private static Task<Head?> HeadAsync(SqliteConnection connection, DbTransaction transaction, CancellationToken cancellationToken) => connection.QuerySingleOrDefaultAsync<Head>(
        new CommandDefinition("SELECT number AS Number, hash AS Hash FROM audit_head WHERE id = 1", transaction: transaction, cancellationToken: cancellationToken));

    private sealed class Head
    {
        public long Number { get; init; }

        public string Hash { get; init; } = "";
    }
}

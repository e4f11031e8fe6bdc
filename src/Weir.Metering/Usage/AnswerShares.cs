using Dapper;
using Microsoft.Data.Sqlite;
using Weir.Storage.Sqlite;

namespace Weir.Metering.Usage;

/// <summary>Reads from the ledger who answered what was asked for by a name. See <see cref="UsageQueries"/> for what is seen.</summary>
public sealed class AnswerShares(Database database)
{
    /// <summary>One row for each name and target, in one look at the ledger. A name that nobody asked for has none.</summary>
    /// <param name="names">Models, aliases or chains, as clients ask for them.</param>
    /// <param name="since">Requests that came in at this moment or later.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Storage.StorageException">The database can't be read.</exception>
    public async Task<IReadOnlyList<AnswerShare>> OfAsync(IReadOnlyCollection<string> names, DateTimeOffset since, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (names.Count == 0)
        {
            return [];
        }

        await using var connection = await database.OpenAsync(cancellationToken);
        try
        {
            var rows = await connection.QueryAsync<Row>(new CommandDefinition(
                $"""
                SELECT r.model_asked AS Asked, coalesce(r.model_answered, '') AS Target, count(*) AS Requests, sum(CASE WHEN {FilterSql.IsFailed} THEN 1 ELSE 0 END) AS Failed
                FROM requests r WHERE r.time >= @Since AND r.model_asked IN @Names GROUP BY 1, 2
                """,
                new { Since = since.ToUnixTimeMilliseconds(), Names = names },
                cancellationToken: cancellationToken));
            return [.. rows.Select(static row => new AnswerShare(row.Asked, row.Target, row.Requests, row.Failed))];
        }
        catch (SqliteException e)
        {
            throw database.Explain(e);
        }
    }

    private sealed class Row
    {
        public required string Asked { get; init; }

        public required string Target { get; init; }

        public long Requests { get; init; }

        public long Failed { get; init; }
    }
}

/// <summary>How many requests for a name a target took.</summary>
/// <param name="Asked">The name.</param>
/// <param name="Target">Who answered, or was tried last; empty when nobody was.</param>
/// <param name="Requests">All of them.</param>
/// <param name="Failed">Those among them that failed.</param>
public sealed record AnswerShare(string Asked, string Target, long Requests, long Failed);

using Dapper;
using Microsoft.Data.Sqlite;
using Weir.Storage.Sqlite;

namespace Weir.Metering.Usage;

/// <summary>
/// Reads requests in the order in which they ended. A long one comes in early and ends late: who wants to hear of each must not go by when they
/// came in. What it costs does not grow with the ledger.
/// </summary>
public sealed class EndedRequests(Database database)
{
    private const string Ended = "(r.time + r.duration_us / 1000)";

    /// <summary>Requests that ended after a moment, the last ones first.</summary>
    /// <param name="after">The moment.</param>
    /// <param name="limit">How many at most: the last of them.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Storage.StorageException">The database can't be read.</exception>
    public async Task<IReadOnlyList<EndedRequest>> SinceAsync(DateTimeOffset after, int limit, CancellationToken cancellationToken)
    {
        var rows = await QueryAsync<(string Id, long Ended)>(
            $"SELECT r.id, {Ended} AS Ended FROM requests r WHERE {Ended} > @After ORDER BY {Ended} DESC LIMIT @Limit",
            new { After = after.ToUnixTimeMilliseconds(), Limit = limit },
            cancellationToken);
        return [.. rows.Select(static row => new EndedRequest(row.Id, DateTimeOffset.FromUnixTimeMilliseconds(row.Ended)))];
    }

    /// <summary>The requests of these ids, the newest first.</summary>
    public async Task<IReadOnlyList<RequestSummary>> ReadAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        var rows = await QueryAsync<RequestRow>($"{RequestRow.Select} WHERE r.id IN @Ids ORDER BY r.id DESC", new { Ids = ids }, cancellationToken);
        return [.. rows.Select(static row => row.ToSummary())];
    }

    private async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        try
        {
            return [.. await connection.QueryAsync<T>(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken))];
        }
        catch (SqliteException exception)
        {
            throw database.Explain(exception);
        }
    }
}

/// <summary>A request that is over.</summary>
/// <param name="Id">Its id.</param>
/// <param name="At">When it ended.</param>
public readonly record struct EndedRequest(string Id, DateTimeOffset At);

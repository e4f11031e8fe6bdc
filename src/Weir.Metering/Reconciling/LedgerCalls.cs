using System.Data.Common;
using Dapper;
using Weir.Storage;
using Weir.Storage.Sqlite;

namespace Weir.Metering.Reconciling;

/// <summary>Reads the calls to some connections out of the ledger.</summary>
public sealed class LedgerCalls(Database database)
{
    /// <summary>The most calls that are compared at a time.</summary>
    public const int Most = 1_000_000;

    private const long MicrosecondsPerMillisecond = 1000;

    /// <summary>How long after its request's arrival a call may begin: retries and queues.</summary>
    private static readonly TimeSpan LongestDelay = TimeSpan.FromHours(1);

    /// <summary>The calls that were sent in a time, in its order. One more than <see cref="Most"/> means that there are too many.</summary>
    /// <param name="connections">Names of the connections.</param>
    /// <param name="since">From then on.</param>
    /// <param name="until">Before then.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StorageException">The database can't be read.</exception>
    public async Task<IReadOnlyList<LedgerCall>> ReadAsync(IReadOnlyCollection<string> connections, DateTimeOffset since, DateTimeOffset until, CancellationToken cancellationToken)
    {
        if (connections.Count == 0)
        {
            return [];
        }

        await using var connection = await database.OpenAsync(cancellationToken);
        try
        {
            var rows = await connection.QueryAsync<Row>(new CommandDefinition(
                """
                SELECT RequestId, SentAt, Model, Input, Output, CostNano, Estimated, UpstreamId, IsBatch FROM (
                    SELECT a.request_id AS RequestId, r.time + a.started_us / @micro AS SentAt, a.model AS Model, a.input AS Input, a.output AS Output, a.cost_nano AS CostNano, a.estimated AS Estimated,
                        a.upstream_id AS UpstreamId, r.operation = 'batch' AS IsBatch
                    FROM attempts a JOIN requests r ON r.id = a.request_id
                    WHERE r.time >= @earliest AND r.time < @until AND a.connection IN @connections AND (a.input + a.output > 0 OR a.cost_nano > 0)
                ) calls
                WHERE SentAt >= @since AND SentAt < @until ORDER BY SentAt, RequestId LIMIT @limit
                """,
                new
                {
                    micro = MicrosecondsPerMillisecond,
                    earliest = (since - LongestDelay).ToUnixTimeMilliseconds(),
                    since = since.ToUnixTimeMilliseconds(),
                    until = until.ToUnixTimeMilliseconds(),
                    connections,
                    limit = Most + 1,
                },
                cancellationToken: cancellationToken));
            return [.. rows.Select(static row => new LedgerCall(row.RequestId, DateTimeOffset.FromUnixTimeMilliseconds(row.SentAt), row.Model, row.Input, row.Output, row.CostNano, row.Estimated != 0, row.UpstreamId, row.IsBatch != 0))];
        }
        catch (DbException exception)
        {
            throw database.Explain(exception);
        }
    }

    private sealed class Row
    {
        public string RequestId { get; init; } = "";

        public long SentAt { get; init; }

        public string Model { get; init; } = "";

        public long Input { get; init; }

        public long Output { get; init; }

        public long? CostNano { get; init; }

        public long Estimated { get; init; }

        public string? UpstreamId { get; init; }

        public long IsBatch { get; init; }
    }
}

using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Weir.Storage;
using Weir.Storage.Sqlite;

namespace Weir.Metering.Analytics.Rollups;

/// <summary>
/// Adds to the sums the rows that were in the ledger before the sums were, from the newest on, while requests are served. Each piece is a
/// transaction of its own that moves the mark too: what is added is added once, whatever happens in between.
/// </summary>
public sealed partial class RollupBackfill : BackgroundService
{
    /// <summary>Keeps the write lock for well below a second.</summary>
    private const int RowsPerTransaction = 5_000;

    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(5);

    private static readonly string Pending =
        $"SELECT {BookedRequest.Columns} FROM requests r WHERE r.id < @Before ORDER BY r.id DESC LIMIT {RowsPerTransaction}";

    private readonly Database _database;
    private readonly TimeProvider _time;
    private readonly ILogger<RollupBackfill> _logger;

    internal RollupBackfill(Database database, TimeProvider time, ILogger<RollupBackfill> logger)
    {
        _database = database;
        _time = time;
        _logger = logger;
    }

    /// <summary>Adds everything that is not in the sums yet.</summary>
    /// <returns>How many rows there were.</returns>
    /// <exception cref="StorageException">The database can't be used; what is done stays done.</exception>
    public async Task<long> RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        try
        {
            using var writer = new RollupWriter(connection);
            var rows = 0L;
            while (await AddNextAsync(connection, writer, cancellationToken) is var added and > 0)
            {
                rows += added;

                // Lets those that wait for the write lock have it: requests come first.
                await Task.Delay(TimeSpan.FromMilliseconds(1), _time, cancellationToken);
            }

            return rows;
        }
        catch (SqliteException e)
        {
            throw _database.Explain(e);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The host waits for what comes before the first real pause.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await RunAsync(stoppingToken) is var rows and > 0)
                {
                    LogDone(rows);
                }

                return;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (StorageException e)
            {
                LogFailed(e, e.Message);
                await Task.Delay(RetryPause, _time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private static async Task<int> AddNextAsync(SqliteConnection connection, RollupWriter writer, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        // Not deferred: nobody may fold between the reading and the moving of the mark.
        await using var transaction = connection.BeginTransaction(deferred: false);
        var before = writer.PendingBefore(transaction);
        if (before.Length == 0)
        {
            return 0;
        }

        var batch = new RollupBatch();
        var (rows, last) = (0, "");
        await using (var reader = await connection.ExecuteReaderAsync(
            new CommandDefinition(Pending, new { Before = before }, transaction, cancellationToken: cancellationToken)))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                var request = BookedRequestReader.Read(reader);
                batch.Add(request);
                (rows, last) = (rows + 1, request.Id);
            }
        }

        writer.Write(transaction, batch);
        writer.SetPendingBefore(transaction, last);
        await transaction.CommitAsync(cancellationToken);
        return rows;
    }

    [LoggerMessage(EventId = 120, Level = LogLevel.Information, Message = "The usage sums have all {Rows} requests of before now")]
    private partial void LogDone(long rows);

    [LoggerMessage(EventId = 121, Level = LogLevel.Error, Message = "{Reason} The usage sums lack old requests until it works; Weir tries again")]
    private partial void LogFailed(Exception exception, string reason);
}

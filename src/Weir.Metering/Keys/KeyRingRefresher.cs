using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Weir.Metering.People;
using Weir.Storage;
using Weir.Storage.Sqlite;

namespace Weir.Metering.Keys;

/// <summary>
/// Loads the keys and their users at start, and again whenever another process changed them: a key that a command revokes is refused within a quarter of
/// a second, without the gateway being told.
/// </summary>
internal sealed partial class KeyRingRefresher(KeyRing ring, PeopleDirectory people, Database database, TimeProvider time, ILogger<KeyRingRefresher> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private SqliteConnection? _connection;
    private long _dataVersion = -1;
    private long _keysVersion = -1;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await RefreshAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Reloads the ring when the table has changed since the last call; tells whether it had.</summary>
    public async Task<bool> RefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await RefreshCoreAsync(cancellationToken);
        }
        catch (SqliteException e)
        {
            throw database.Explain(e);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await TickAsync(timer, stoppingToken))
        {
            try
            {
                await RefreshAsync(stoppingToken);
            }
            catch (StorageException e)
            {
                LogFailed(e, e.Message, e.Action);
            }
        }
    }

    // data_version moves when another connection commits, and costs next to nothing; it can only be compared on one connection.
    private async Task<bool> RefreshCoreAsync(CancellationToken cancellationToken)
    {
        _connection ??= await database.OpenAsync(cancellationToken);
        var dataVersion = await _connection.ExecuteScalarAsync<long>("PRAGMA data_version");
        if (dataVersion == _dataVersion)
        {
            return false;
        }

        var keysVersion = await _connection.ExecuteScalarAsync<long>("SELECT version FROM keys_version");
        var changed = keysVersion != _keysVersion;
        if (changed)
        {
            await people.ReloadAsync(cancellationToken);
            await ring.ReloadAsync(cancellationToken);
            _keysVersion = keysVersion;
        }

        _dataVersion = dataVersion;
        return changed;
    }

    [LoggerMessage(EventId = 120, Level = LogLevel.Error, Message = "{Reason} {Remedy} The client keys stay as they were; Weir tries again")]
    private partial void LogFailed(Exception exception, string reason, string remedy);

    // A stop is the usual end, also of a start that failed: no exception for it.
    private static async Task<bool> TickAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}

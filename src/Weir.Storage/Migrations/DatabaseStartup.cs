using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Weir.Storage.Sqlite;

namespace Weir.Storage.Migrations;

/// <summary>Migrates before any other hosted service starts, whatever the order of registration.</summary>
internal sealed partial class DatabaseStartup(Migrator migrator, Database database, ILogger<DatabaseStartup> logger) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        LogEngine(database.File, SqliteEngine.Current);
        if (SqliteEngine.Current.IsBundled)
        {
            LogOldEngine(SqliteEngine.Current.Version);
        }

        await migrator.MigrateAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "Database {File} on {Engine}")]
    private partial void LogEngine(string file, SqliteEngine engine);

    [LoggerMessage(EventId = 3, Level = LogLevel.Warning,
        Message = "The old SQLite {Version} that ships with Weir runs, since the system has none as new. Install the system's SQLite library to get its fixes.")]
    private partial void LogOldEngine(string version);
}

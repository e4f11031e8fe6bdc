using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Weir.Gateway.Audit;
using Weir.Gateway.Tests.Fakes;
using Weir.Storage;
using Weir.Storage.Folders;
using Weir.Storage.Migrations;
using Weir.Storage.Sqlite;

namespace Weir.Gateway.Tests.Audit;

/// <summary>An audit log over a database of a test's own, with a clock that is set by hand.</summary>
internal sealed class AuditRoom : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("weir-audit-").FullName;
    private readonly ServiceProvider _services;

    private AuditRoom()
    {
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(Time)
            .AddStorage(DataFolder.Open(_folder))
            .AddMigrations(MigrationSet.FromResources("gateway", typeof(AuditTable).Assembly))
            .BuildServiceProvider();
        Database = _services.GetRequiredService<Database>();
        Table = new AuditTable(Database);
        Log = new AuditLog(Table, AuditActor.Gateway, TimeProvider.System, NullLogger<AuditLog>.Instance);
        Tally = new AuditTally(Log, Time);
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public ManualTime Time { get; } = new();

    public Database Database { get; }

    public AuditTable Table { get; }

    public AuditLog Log { get; }

    public AuditTally Tally { get; }

    public static async Task<AuditRoom> OpenAsync()
    {
        var room = new AuditRoom();
        await room._services.GetRequiredService<Migrator>().MigrateAsync(Token);
        return room;
    }

    /// <summary>All rows, the oldest first.</summary>
    public async Task<IReadOnlyList<AuditRow>> RowsAsync()
    {
        await Log.FlushAsync(Token);
        return await Table.ListAsync(new AuditFilter { After = 0 }, 100_000, Token);
    }

    /// <summary>Does to the database what nobody should.</summary>
    public async Task TamperAsync(string sql)
    {
        await using var connection = await Database.OpenAsync(Token);
        await using var command = new SqliteCommand(sql, connection);
        Assert.True(await command.ExecuteNonQueryAsync(Token) > 0);
    }

    public async Task DropAsync(string table)
    {
        await using var connection = await Database.OpenAsync(Token);
        await using var command = new SqliteCommand("DROP TABLE " + table, connection);
        await command.ExecuteNonQueryAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        Tally.Dispose();
        await Log.DisposeAsync();
        Database.ClosePool();
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

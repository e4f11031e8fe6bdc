using Microsoft.Extensions.DependencyInjection;
using Weir.Routing.Saved;
using Weir.Storage;
using Weir.Storage.Folders;
using Weir.Storage.Migrations;
using Weir.Storage.Sqlite;

namespace Weir.Routing.Tests;

/// <summary>A database with the room's tables in a folder of its own, gone afterwards.</summary>
internal sealed class RoutingDatabase : IAsyncDisposable
{
    private readonly DataFolder _folder = DataFolder.Open(Path.Combine(Path.GetTempPath(), "weir-tests", Guid.NewGuid().ToString("n")));
    private readonly ServiceProvider _services;

    private RoutingDatabase() => _services = new ServiceCollection()
        .AddLogging()
        .AddStorage(_folder)
        .AddMigrations(MigrationSet.FromResources("routing", typeof(SavedChains).Assembly))
        .BuildServiceProvider();

    public Database Database => _services.GetRequiredService<Database>();

    public static async Task<RoutingDatabase> OpenAsync(CancellationToken cancellationToken)
    {
        var opened = new RoutingDatabase();
        await opened._services.GetRequiredService<Migrator>().MigrateAsync(cancellationToken);
        return opened;
    }

    public async ValueTask DisposeAsync()
    {
        Database.ClosePool();
        await _services.DisposeAsync();
        Directory.Delete(_folder.FullPath, recursive: true);
    }
}

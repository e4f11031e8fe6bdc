using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Weir.Storage.Folders;
using Weir.Storage.Migrations;
using Weir.Storage.Sqlite;

namespace Weir.Storage;

/// <summary>Puts the room together.</summary>
public static class StorageServiceCollectionExtensions
{
    /// <summary>Adds the data folder, the database and its migration at start. A room adds its tables by <see cref="AddMigrations"/>.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, DataFolder folder) =>
        services.AddFolder(folder).AddDatabase();

    /// <summary>Adds the migrations of one room.</summary>
    public static IServiceCollection AddMigrations(this IServiceCollection services, MigrationSet migrations) =>
        services.AddSingleton(migrations);

    private static IServiceCollection AddFolder(this IServiceCollection services, DataFolder folder)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services.AddSingleton(folder);
    }

    private static IServiceCollection AddDatabase(this IServiceCollection services) =>
        services.AddSingleton<Database>().AddSingleton<Migrator>().AddHostedService<DatabaseStartup>();
}

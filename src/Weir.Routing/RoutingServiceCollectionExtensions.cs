using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Weir.Credentials;
using Weir.Routing.Saved;
using Weir.Routing.Snapshots;
using Weir.Storage;
using Weir.Storage.Migrations;

namespace Weir.Routing;

/// <summary>Puts the room together.</summary>
public static class RoutingServiceCollectionExtensions
{
    public static IServiceCollection AddWeirRouting(this IServiceCollection services, RoutingStart start)
    {
        ArgumentNullException.ThrowIfNull(start);
        return services
            .AddMigrations(MigrationSet.FromResources("routing", typeof(RoutingServiceCollectionExtensions).Assembly))
            .AddSingleton(start).AddSingleton<SavedConnections>().AddSnapshots(start).AddWatcher(start);
    }

    private static IServiceCollection AddSnapshots(this IServiceCollection services, RoutingStart start) => services
        .AddSingleton<Local.LocalServers>()
        .AddSingleton(provider => new SnapshotHolder(
            start.Builder(provider.GetRequiredService<AuthMethods>()),
            start.Next,
            () => provider.GetRequiredService<SavedConnections>().Current,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SnapshotHolder>>(),
            () => provider.GetRequiredService<Local.LocalServers>().Current))
        .AddSingleton<ISnapshotSource>(static provider => provider.GetRequiredService<SnapshotHolder>());

    private static IServiceCollection AddWatcher(this IServiceCollection services, RoutingStart start) => services
        .AddHostedService(provider => new ConfigWatcher(start.ConfigPath, provider.GetRequiredService<SnapshotHolder>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<ConfigWatcher>>()));
}

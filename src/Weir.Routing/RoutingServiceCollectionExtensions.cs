using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Weir.Credentials;
using Weir.Routing.Health;
using Weir.Routing.Local;
using Weir.Routing.Overrides;
using Weir.Routing.Saved;
using Weir.Routing.Sessions;
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
            .AddSingleton(start).AddSingleton<HealthBoard>().AddSingleton<SavedConnections>().AddSingleton<SavedChains>().AddSingleton<OverrideBoard>().AddSingleton<SessionConnections>().AddSnapshots(start).AddWatcher(start);
    }

    private static IServiceCollection AddSnapshots(this IServiceCollection services, RoutingStart start) => services
        .AddSingleton<LocalServers>()
        .AddSingleton(provider => Holder(provider, start))
        .AddSingleton<ISnapshotSource>(static provider => provider.GetRequiredService<SnapshotHolder>());

    private static SnapshotHolder Holder(IServiceProvider provider, RoutingStart start)
    {
        var (board, saved, local) = (provider.GetRequiredService<OverrideBoard>(), provider.GetRequiredService<SavedConnections>(), provider.GetRequiredService<LocalServers>());
        var chains = provider.GetRequiredService<SavedChains>();
        var holder = new SnapshotHolder(
            start.Builder(provider.GetRequiredService<AuthMethods>()),
            new SnapshotSources(start.Next) { Saved = () => saved.Current, Chains = () => chains.Current, Local = () => local.Current, Overrides = () => board.Current },
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SnapshotHolder>>());
        board.Changed += holder.Override;
        chains.Changed += holder.Rebuild;
        return holder;
    }

    private static IServiceCollection AddWatcher(this IServiceCollection services, RoutingStart start) => services
        .AddHostedService(provider => new ConfigWatcher(start.ConfigPath, provider.GetRequiredService<SnapshotHolder>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<ConfigWatcher>>()))
        .AddHostedService<RunningRefresher>();
}

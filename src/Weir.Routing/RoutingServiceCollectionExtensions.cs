using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Weir.Routing.Snapshots;

namespace Weir.Routing;

/// <summary>Puts the room together.</summary>
public static class RoutingServiceCollectionExtensions
{
    public static IServiceCollection AddWeirRouting(this IServiceCollection services, RoutingStart start)
    {
        ArgumentNullException.ThrowIfNull(start);
        return services.AddSingleton(start).AddSnapshots(start).AddWatcher(start);
    }

    private static IServiceCollection AddSnapshots(this IServiceCollection services, RoutingStart start) => services
        .AddSingleton(provider => new SnapshotHolder(start.Builder(), start.Next, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<SnapshotHolder>>()))
        .AddSingleton<ISnapshotSource>(static provider => provider.GetRequiredService<SnapshotHolder>());

    private static IServiceCollection AddWatcher(this IServiceCollection services, RoutingStart start) => services
        .AddHostedService(provider => new ConfigWatcher(start.ConfigPath, provider.GetRequiredService<SnapshotHolder>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<ConfigWatcher>>()));
}

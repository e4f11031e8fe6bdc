using Microsoft.Extensions.DependencyInjection;
using Weir.Credentials;
using Weir.Routing.Overrides;
using Weir.Routing.Saved;
using Weir.Routing.Snapshots;

namespace Weir.Gateway.Hosting;

/// <summary>Reads what connections are made of and weir.yaml does not hold.</summary>
internal static class ConnectionLoading
{
    public static async Task LoadConnectionsAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        var saved = services.GetRequiredService<SavedConnections>();
        var vault = services.GetRequiredService<CredentialVault>();
        await saved.LoadAsync(cancellationToken);
        await services.GetRequiredService<OverrideBoard>().RefreshAsync(cancellationToken);
        await services.GetRequiredService<SavedChains>().RefreshAsync(cancellationToken);
        await vault.LoadAsync(cancellationToken);
        if (saved.Current.Count + vault.All.Count > 0)
        {
            // Whoever asked for the snapshot before got one without them.
            services.GetRequiredService<SnapshotHolder>().Rebuild();
        }
    }
}

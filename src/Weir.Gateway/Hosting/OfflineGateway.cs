using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Weir.Credentials;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Work;
using Weir.Gateway.Audit;
using Weir.Gateway.Simulation;
using Weir.Gateway.Upstream;
using Weir.Metering;
using Weir.Metering.Ledger;
using Weir.Routing;
using Weir.Storage;
using Weir.Storage.Folders;
using Weir.Storage.Migrations;

namespace Weir.Gateway.Hosting;

/// <summary>The admin operations on a data folder that no gateway runs on.</summary>
public static class OfflineGateway
{
    /// <summary>Opens the folder, brings its tables up to date, and folds what a killed gateway left.</summary>
    /// <returns>The operations; an <see cref="IAsyncDisposable"/> to dispose of when done.</returns>
    /// <exception cref="StorageException">The folder or the database can't be used.</exception>
    /// <exception cref="Routing.Configuration.ConfigException">weir.yaml has errors.</exception>
    public static async Task<IGatewayAdmin> OpenAsync(string dataFolder, string configPath, Func<string, string?> environment, string version, CancellationToken cancellationToken)
    {
        var folder = DataFolder.Open(dataFolder);
        var routing = RoutingStart.Load(configPath, folder.FullPath, environment);
        var services = new ServiceCollection()
            .AddLogging(static logging => logging.SetMinimumLevel(LogLevel.Warning))
            .AddSingleton(TimeProvider.System)
            .AddStorage(folder)
            .AddMetering()
            .AddCredentials(new CredentialOptions(environment, routing.Config.Credentials.Store))
            .AddWeirRouting(routing)
            .AddGatewayTables()
            .AddSingleton(AuditActor.Command)
            .AddAudit()
            .AddSingleton<SimulatorHandlerFactory>()
            .AddSingleton<UpstreamClients>()
            .AddAdmin(new StatusFacts(version, configPath), static provider => new LedgerView(async token => await provider.GetRequiredService<LedgerRecovery>().TryFoldAsync(token)))
            .BuildServiceProvider();
        await services.GetRequiredService<Migrator>().MigrateAsync(cancellationToken);
        await services.LoadConnectionsAsync(cancellationToken);
        services.GetRequiredService<AuditHooks>().Attach();
        return services.GetRequiredService<GatewayAdmin>().Owning(services);
    }
}

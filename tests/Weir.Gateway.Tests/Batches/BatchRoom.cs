using Microsoft.Extensions.DependencyInjection;
using Weir.Credentials;
using Weir.Gateway.Hosting;
using Weir.Gateway.Tests.Fakes;
using Weir.Metering;
using Weir.Metering.Ledger;
using Weir.Routing;
using Weir.Routing.Targets;
using Weir.Storage;
using Weir.Storage.Folders;
using Weir.Storage.Migrations;
using Weir.Storage.Sqlite;

namespace Weir.Gateway.Tests.Batches;

/// <summary>The real stores and the real ledger in a folder of their own; a small server in the place of the provider.</summary>
internal sealed class BatchRoom : IAsyncDisposable
{
    private readonly string _folder;
    private readonly ServiceProvider _services;

    private BatchRoom(string folder, StandIn provider, ServiceProvider services)
    {
        _folder = folder;
        _services = services;
        Provider = provider;
    }

    public StandIn Provider { get; }

    public Connection Connection => Some.Connection(new Uri(Provider.Origin, "v1").AbsoluteUri);

    public static async Task<BatchRoom> OpenAsync(params (string Path, string Answer)[] answers)
    {
        var path = Path.Combine(Path.GetTempPath(), $"weir-batches-{Guid.NewGuid():N}");
        Directory.CreateDirectory(path);
        var folder = DataFolder.Open(path);
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddStorage(folder)
            .AddMetering()
            .AddCredentials(new CredentialOptions(static _ => null, "file"))
            .AddWeirRouting(RoutingStart.Load(Path.Combine(path, "weir.yaml"), folder.FullPath, static _ => null))
            .AddGateway(new GatewaySettings())
            .BuildServiceProvider();
        await services.GetRequiredService<Migrator>().MigrateAsync(TestContext.Current.CancellationToken);
        await services.GetRequiredService<UsageLedger>().StartAsync(TestContext.Current.CancellationToken);
        return new BatchRoom(path, await StandIn.StartAsync(answers), services);
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await Provider.DisposeAsync();
        await Get<UsageLedger>().StopAsync(CancellationToken.None);
        Get<Database>().ClosePool();
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

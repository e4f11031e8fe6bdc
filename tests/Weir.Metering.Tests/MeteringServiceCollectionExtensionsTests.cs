using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Weir.Metering.Keys;
using Weir.Metering.Ledger;
using Weir.Metering.Usage;
using Weir.Storage;
using Weir.Storage.Folders;
using Weir.Storage.Sqlite;

namespace Weir.Metering.Tests;

public sealed class MeteringServiceCollectionExtensionsTests : IDisposable
{
    private readonly DataFolder _folder = DataFolder.Open(Path.Combine(Path.GetTempPath(), "weir-tests", Guid.NewGuid().ToString("n")));

    public void Dispose() => Directory.Delete(_folder.FullPath, recursive: true);

    [Fact]
    public async Task A_host_migrates_books_and_folds_before_it_ends_and_the_next_one_reads_it()
    {
        string id;
        using (var host = await StartAsync())
        {
            id = host.Services.GetRequiredService<RequestIds>().Next();
            host.Services.GetRequiredService<IUsageLedger>().Append(SampleRecords.Plain(id));
            await host.Services.GetRequiredService<KeyStore>().CreateAsync(new NewKey { Name = "ci" }, MeteringRoom.Token);
            await host.StopAsync(MeteringRoom.Token);
        }

        using var next = await StartAsync();
        Assert.NotNull(await next.Services.GetRequiredService<UsageQueries>().FindAsync(id, MeteringRoom.Token));
        Assert.Single(await next.Services.GetRequiredService<KeyStore>().ListAsync(MeteringRoom.Token));
        Assert.Empty(_folder.FindExposed());
        await next.StopAsync(MeteringRoom.Token);
        next.Services.GetRequiredService<Database>().ClosePool();
    }

    [Fact]
    public async Task A_host_does_not_start_on_the_data_folder_of_another()
    {
        using var first = await StartAsync();

        await Assert.ThrowsAsync<StorageException>(StartAsync);

        await first.StopAsync(MeteringRoom.Token);
        first.Services.GetRequiredService<Database>().ClosePool();
    }

    private async Task<IHost> StartAsync()
    {
        // The room before its storage: the order of registration must not matter.
        var host = new HostBuilder()
            .ConfigureLogging(logging => logging.ClearProviders())
            .ConfigureServices(services => services
                .AddMetering(new LedgerOptions { LockPatience = TimeSpan.Zero })
                .AddStorage(_folder))
            .Build();
        try
        {
            await host.StartAsync(MeteringRoom.Token);
            return host;
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Weir.Gateway.Audit;
using Weir.Gateway.Browsers;
using Weir.Gateway.Tests.Fakes;
using Weir.Metering;
using Weir.Storage;
using Weir.Storage.Folders;
using Weir.Storage.Migrations;

namespace Weir.Gateway.Tests.SignOn;

/// <summary>A database with users and sign-ons, and a clock that is set by hand.</summary>
internal sealed class SignOnRoom : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("weir-sign-on-").FullName;
    private readonly ServiceProvider _services;

    private SignOnRoom() => _services = new ServiceCollection()
        .AddLogging()
        .AddSingleton<TimeProvider>(Time)
        .AddStorage(DataFolder.Open(_folder))
        .AddMetering()
        .AddMigrations(MigrationSet.FromResources("gateway", typeof(BrowserSessions).Assembly))
        .AddSingleton<AuditTable>()
        .AddSingleton(static provider => new AuditLog(provider.GetRequiredService<AuditTable>(), AuditActor.Gateway, TimeProvider.System, NullLogger<AuditLog>.Instance))
        .BuildServiceProvider();

    public ManualTime Time { get; } = new();

    public static async Task<SignOnRoom> OpenAsync()
    {
        var room = new SignOnRoom();
        await room.Get<Migrator>().MigrateAsync(TestContext.Current.CancellationToken);
        return room;
    }

    /// <summary>The audit log, the oldest first.</summary>
    public async Task<IReadOnlyList<AuditRow>> AuditAsync()
    {
        await Get<AuditLog>().FlushAsync(TestContext.Current.CancellationToken);
        return await Get<AuditTable>().ListAsync(new AuditFilter { After = 0 }, 1000, TestContext.Current.CancellationToken);
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

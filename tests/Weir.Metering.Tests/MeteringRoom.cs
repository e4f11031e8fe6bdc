using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Weir.Metering.Ledger;
using Weir.Metering.Ledger.Journal;
using Weir.Storage;
using Weir.Storage.Folders;
using Weir.Storage.Migrations;
using Weir.Storage.Sqlite;

namespace Weir.Metering.Tests;

/// <summary>The room as the program puts it together, on a data folder of a test's own. Several rooms may share one folder.</summary>
public sealed class MeteringRoom : IAsyncDisposable
{
    // Long enough that nothing is folded unless a test asks for it.
    private static readonly LedgerOptions Quiet = new() { FoldInterval = TimeSpan.FromHours(1), LockPatience = TimeSpan.Zero };

    private readonly ServiceProvider _services;
    private readonly bool _ownsFolder;

    private MeteringRoom(DataFolder folder, bool ownsFolder, LedgerOptions options, TimeProvider time, LogBook log)
    {
        Folder = folder;
        Log = log;
        _ownsFolder = ownsFolder;
        _services = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(log).SetMinimumLevel(LogLevel.Trace))
            .AddSingleton(time)
            .AddStorage(folder)
            .AddMetering(options)
            .BuildServiceProvider(validateScopes: true);
    }

    public DataFolder Folder { get; }

    public LogBook Log { get; }

    public string JournalFolder => Path.Combine(Folder.FullPath, "journal");

    public UsageLedger Ledger => Get<UsageLedger>();

    public static async Task<MeteringRoom> OpenAsync(LedgerOptions? options = null, TimeProvider? time = null, MeteringRoom? beside = null)
    {
        var folder = beside?.Folder ?? DataFolder.Open(Path.Combine(Path.GetTempPath(), "weir-tests", Guid.NewGuid().ToString("n")));
        var room = new MeteringRoom(folder, beside is null, options ?? Quiet, time ?? TimeProvider.System, new LogBook());
        await room.Get<Migrator>().MigrateAsync(Token);
        return room;
    }

    /// <summary>Opens a room whose ledger runs.</summary>
    public static async Task<MeteringRoom> StartAsync(LedgerOptions? options = null, MeteringRoom? beside = null)
    {
        var room = await OpenAsync(options, beside: beside);
        await room.Ledger.StartAsync(Token);
        return room;
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Task<SqliteConnection> ConnectAsync() => Get<Database>().OpenAsync(Token);

    /// <summary>Ends without folding and without a farewell, as a killed process does: only what the operating system has remains.</summary>
    public void Kill() => Ledger.Dispose();

    public async ValueTask DisposeAsync()
    {
        Get<Database>().ClosePool();
        await _services.DisposeAsync();
        if (_ownsFolder)
        {
            Directory.Delete(Folder.FullPath, recursive: true);
        }
    }

    internal SegmentFiles Segments() => new(JournalFolder);
}

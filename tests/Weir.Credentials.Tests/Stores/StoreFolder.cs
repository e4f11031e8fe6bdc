using Microsoft.Extensions.Logging.Abstractions;
using Weir.Credentials.Stores;
using Weir.Credentials.Stores.Files;
using Weir.Credentials.Stores.Keychain;
using Weir.Credentials.Stores.Sealing;
using Weir.Storage.Folders;
using Weir.Storage.Migrations;
using Weir.Storage.Sqlite;

namespace Weir.Credentials.Tests.Stores;

/// <summary>A data folder of a test's own with what makes stores in it, as often as asked: two of a kind stand for two processes.</summary>
public sealed class StoreFolder : IDisposable
{
    public StoreFolder()
    {
        Data = DataFolder.Open(Path.Combine(Path.GetTempPath(), "weir-tests", Guid.NewGuid().ToString("n")));
        Database = new Database(Data);
    }

    public DataFolder Data { get; }

    public Database Database { get; }

    public Dictionary<string, string?> Environment { get; } = new(StringComparer.Ordinal);

    /// <summary>What the injected failures stop at; null runs through.</summary>
    public Action<string>? Reached { get; set; }

    public void Dispose()
    {
        Database.ClosePool();
        Directory.Delete(Data.FullPath, recursive: true);
    }

    public string PathOf(string file) => Path.Combine(Data.FullPath, file);

    internal MasterKeys Keys() => new(Data, name => Environment.GetValueOrDefault(name));

    internal EncryptedFileStore FileStore() =>
        new(new EntriesFile(PathOf(EncryptedFileStore.FileName)) { Reached = Reach }, Keys(), new SealedWrites(Data, TimeProvider.System));

    internal PlainFileStore PlainStore() => new(new EntriesFile(PathOf("secrets.plain.json")) { Reached = Reach }, TimeProvider.System);

    internal DatabaseStore DatabaseStore()
    {
        Migrate();
        return new DatabaseStore(Database, Keys(), new SealedWrites(Data, TimeProvider.System), TimeProvider.System) { Reached = Reach };
    }

    internal MasterKeyRotation Rotation(params ISealedStore[] stores) =>
        new(Keys(), new SealedWrites(Data, TimeProvider.System), stores) { Reached = Reach };

    internal KeychainStore Keychain(IKeychainEntries entries, TimeSpan? limit = null) => new(
        entries,
        new KeychainPresence(_ => "unix:path=/nowhere", "libc.so.6"),
        Data,
        limit ?? TimeSpan.FromSeconds(10),
        TimeProvider.System);

    internal SecretStores Choice(IEnumerable<ISecretStore> stores, string? setting = null, MasterKeyRotation? rotation = null) =>
        new(stores, Data, setting, rotation, TimeProvider.System);

    private void Reach(string step) => Reached?.Invoke(step);

    internal void Migrate()
    {
        var set = MigrationSet.FromResources("credentials", typeof(ISecretStore).Assembly);
        new Migrator(Database, [set], TimeProvider.System, NullLogger<Migrator>.Instance).MigrateAsync(CancellationToken.None).GetAwaiter().GetResult();
    }
}

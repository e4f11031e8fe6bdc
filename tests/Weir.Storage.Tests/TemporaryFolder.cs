using Microsoft.Data.Sqlite;
using Weir.Storage.Folders;
using Weir.Storage.Sqlite;

namespace Weir.Storage.Tests;

/// <summary>A data folder of a test's own, gone after it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder()
    {
        Data = DataFolder.Open(Path.Combine(Path.GetTempPath(), "weir-tests", Guid.NewGuid().ToString("n")));
        Database = new Database(Data);
    }

    public DataFolder Data { get; }

    public Database Database { get; }

    public void Dispose()
    {
        Database.ClosePool();
        Directory.Delete(Data.FullPath, recursive: true);
    }

    public async Task<SqliteConnection> OpenAsync() => await Database.OpenAsync(TestContext.Current.CancellationToken);
}

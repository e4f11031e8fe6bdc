using Dapper;
using Weir.Storage.Sqlite;

namespace Weir.Storage.Tests.Sqlite;

public sealed class SqliteEngineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Current_names_the_engine_that_really_answers()
    {
        await using var connection = await _folder.OpenAsync();

        Assert.Equal(await connection.ExecuteScalarAsync<string>("SELECT sqlite_version()"), SqliteEngine.Current.Version);
    }

    [Fact]
    public void Current_is_at_least_as_new_as_the_shipped_engine() =>
        Assert.True(Version.Parse(SqliteEngine.Current.Version) >= new Version(3, 35, 5));

    [Fact]
    public void Current_is_the_systems_where_there_is_one()
    {
        Assert.SkipUnless(File.Exists("/usr/lib/x86_64-linux-gnu/libsqlite3.so.0"), "no SQLite library on this system");
        Assert.Equal("libsqlite3.so.0", SqliteEngine.Current.SystemLibrary);
        Assert.False(SqliteEngine.Current.IsBundled);
    }
}

using Dapper;
using Microsoft.Data.Sqlite;

namespace Weir.Storage.Tests.Sqlite;

public sealed class DatabaseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("journal_mode", "wal")]
    [InlineData("synchronous", "1")]
    [InlineData("busy_timeout", "5000")]
    [InlineData("foreign_keys", "1")]
    public async Task OpenAsync_sets_every_connection_up(string pragma, string value)
    {
        await using var first = await _folder.OpenAsync();
        await using var second = await _folder.OpenAsync();

        Assert.Equal(value, await first.ExecuteScalarAsync<string>($"PRAGMA {pragma}"));
        Assert.Equal(value, await second.ExecuteScalarAsync<string>($"PRAGMA {pragma}"));
    }

    [Fact]
    public async Task OpenAsync_leaves_no_file_that_others_can_read()
    {
        await using var connection = await _folder.OpenAsync();
        await connection.ExecuteAsync("CREATE TABLE t (a)");

        Assert.True(File.Exists(_folder.Database.File + "-wal"));
        Assert.Empty(_folder.Data.FindExposed());
    }

    [Fact]
    public async Task OpenAsync_of_something_else_says_so()
    {
        await File.WriteAllTextAsync(_folder.Database.File, string.Join('\n', Enumerable.Repeat("not a database", 100)));

        var refusal = await Assert.ThrowsAsync<StorageException>(_folder.OpenAsync);

        Assert.Contains("is no SQLite database", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("--data", refusal.Action, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_of_a_folder_says_that_it_cannot_be_opened()
    {
        Directory.CreateDirectory(_folder.Database.File);

        var refusal = await Assert.ThrowsAsync<StorageException>(_folder.OpenAsync);

        Assert.Contains("can't be opened", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(11, "damaged")]
    [InlineData(8, "can't be written to")]
    [InlineData(13, "is full")]
    [InlineData(5, "Another program held")]
    [InlineData(10, "disk failed")]
    [InlineData(1, "refused: no such table")]
    public void Explain_has_words_for_every_kind_of_failure(int code, string expected)
    {
        var explained = _folder.Database.Explain(new SqliteException("no such table", code));

        Assert.Contains(expected, explained.Message, StringComparison.Ordinal);
        Assert.Contains(_folder.Database.File, explained.Message, StringComparison.Ordinal);
        Assert.NotEmpty(explained.Action);
    }

    [Fact]
    public async Task A_damaged_page_is_explained()
    {
        await using (var connection = await _folder.OpenAsync())
        {
            await connection.ExecuteAsync("CREATE TABLE t (a); INSERT INTO t VALUES (1); PRAGMA wal_checkpoint(TRUNCATE);");
        }

        _folder.Database.ClosePool();
        await using (var file = new FileStream(_folder.Database.File, FileMode.Open))
        {
            file.Position = 4096;
            file.Write(Enumerable.Repeat((byte)0xAB, 2048).ToArray());
        }

        await using var again = await _folder.OpenAsync();
        var failure = await Assert.ThrowsAsync<SqliteException>(() => again.ExecuteScalarAsync<long>("SELECT a FROM t"));
        Assert.Contains("damaged", _folder.Database.Explain(failure).Message, StringComparison.Ordinal);
    }
}

using Dapper;
using Weir.Credentials.Stores.Sealing;

namespace Weir.Credentials.Tests.Stores;

/// <summary>What happens to the sealed rows when something goes wrong.</summary>
public sealed class DatabaseStoreFailureTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_wrong_master_key_reads_nothing_and_writes_nothing()
    {
        _folder.Environment[MasterKeys.Variable] = new string('a', 64);
        await _folder.DatabaseStore().WriteAsync("a", new byte[] { 1 }, Token);
        _folder.Environment[MasterKeys.Variable] = new string('b', 64);

        var read = await Assert.ThrowsAsync<CredentialException>(async () => await _folder.DatabaseStore().ReadAsync("a", Token));
        var write = await Assert.ThrowsAsync<CredentialException>(async () => await _folder.DatabaseStore().WriteAsync("b", new byte[] { 2 }, Token));

        Assert.Contains("master key is the wrong one", read.Message, StringComparison.Ordinal);
        Assert.Equal(read.Message, write.Message);
        Assert.Equal(read.Message, await _folder.DatabaseStore().ProblemAsync(Token));
        Assert.Equal(["a"], await _folder.DatabaseStore().ListAsync(Token));
    }

    [Fact]
    public async Task A_lost_key_file_is_missed_and_not_made_anew()
    {
        await _folder.DatabaseStore().WriteAsync("a", new byte[] { 1 }, Token);
        File.Delete(_folder.PathOf("secrets.key"));

        await Assert.ThrowsAsync<CredentialException>(async () => await _folder.DatabaseStore().ReadAsync("a", Token));
        await Assert.ThrowsAsync<CredentialException>(async () => await _folder.DatabaseStore().WriteAsync("b", new byte[] { 1 }, Token));
        Assert.False(File.Exists(_folder.PathOf("secrets.key")));
    }

    [Fact]
    public async Task A_row_put_under_another_name_is_refused()
    {
        await _folder.DatabaseStore().WriteAsync("a", new byte[] { 1 }, Token);
        await _folder.DatabaseStore().WriteAsync("b", new byte[] { 2 }, Token);
        await ExecuteAsync("UPDATE secrets SET sealed = (SELECT sealed FROM secrets WHERE name = 'b') WHERE name = 'a'");

        var failure = await Assert.ThrowsAsync<CredentialException>(async () => await _folder.DatabaseStore().ReadAsync("a", Token));

        Assert.Contains("'a' is damaged", failure.Message, StringComparison.Ordinal);
        Assert.Equal([2], await _folder.DatabaseStore().ReadAsync("b", Token));
    }

    [Fact]
    public async Task A_database_that_fails_says_so_as_a_credential_failure()
    {
        var store = _folder.DatabaseStore();
        await ExecuteAsync("DROP TABLE secrets");

        var failure = await Assert.ThrowsAsync<CredentialException>(async () => await store.ReadAsync("a", Token));

        Assert.Equal(CredentialFailure.Unavailable, failure.Kind);
        Assert.Equal(failure.Message, await store.ProblemAsync(Token));
    }

    [Fact]
    public async Task A_rotation_passes_over_a_database_without_the_table()
    {
        var store = _folder.DatabaseStore();
        await _folder.FileStore().WriteAsync("a", new byte[] { 1 }, Token);
        await ExecuteAsync("DROP TABLE secrets");

        Assert.Equal(1, await _folder.Rotation(_folder.FileStore(), store).RotateAsync(null, Token));
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = await _folder.Database.OpenAsync(Token);
        await connection.ExecuteAsync(sql);
    }
}

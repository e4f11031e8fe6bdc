using System.Text.Json.Nodes;
using Weir.Credentials.Stores.Files;
using Weir.Credentials.Stores.Sealing;

namespace Weir.Credentials.Tests.Stores;

/// <summary>What happens to the encrypted file when something goes wrong.</summary>
public sealed class FileStoreFailureTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string File_ => _folder.PathOf("secrets.sealed.json");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("secrets.sealed.json: half written", false)]
    [InlineData("secrets.sealed.json: written beside", false)]
    [InlineData("secrets.sealed.json: replaced", true)]
    public async Task A_write_killed_at_any_step_is_whole_or_not_at_all(string step, bool isWritten)
    {
        await _folder.FileStore().WriteAsync("a", "old"u8.ToArray(), Token);
        KillAt(step);

        await Assert.ThrowsAsync<KilledException>(async () => await _folder.FileStore().WriteAsync("a", "new"u8.ToArray(), Token));
        await Assert.ThrowsAsync<KilledException>(async () => await _folder.FileStore().WriteAsync("b", "new"u8.ToArray(), Token));
        _folder.Reached = null;

        Assert.Equal(isWritten ? "new"u8.ToArray() : "old"u8.ToArray(), await _folder.FileStore().ReadAsync("a", Token));
        Assert.Equal(isWritten ? ["a", "b"] : ["a"], await _folder.FileStore().ListAsync(Token));
        Assert.Empty(_folder.Data.FindExposed());

        await _folder.FileStore().WriteAsync("c", "after"u8.ToArray(), Token);
        Assert.Equal("after"u8.ToArray(), await _folder.FileStore().ReadAsync("c", Token));
        Assert.False(File.Exists(File_ + ".tmp"));
    }

    [Fact]
    public async Task A_wrong_master_key_reads_nothing_and_writes_nothing()
    {
        _folder.Environment[MasterKeys.Variable] = new string('a', 64);
        await _folder.FileStore().WriteAsync("a", new byte[] { 1 }, Token);
        var before = await File.ReadAllBytesAsync(File_, Token);
        _folder.Environment[MasterKeys.Variable] = new string('b', 64);

        var read = await Assert.ThrowsAsync<CredentialException>(async () => await _folder.FileStore().ReadAsync("a", Token));
        var write = await Assert.ThrowsAsync<CredentialException>(async () => await _folder.FileStore().WriteAsync("b", new byte[] { 2 }, Token));

        Assert.Contains("master key is the wrong one", read.Message, StringComparison.Ordinal);
        Assert.Equal(read.Message, write.Message);
        Assert.Equal(read.Message, await _folder.FileStore().ProblemAsync(Token));
        Assert.Equal(before, await File.ReadAllBytesAsync(File_, Token));
    }

    [Fact]
    public async Task An_entry_put_under_another_name_is_refused()
    {
        await _folder.FileStore().WriteAsync("a", new byte[] { 1 }, Token);
        await _folder.FileStore().WriteAsync("b", new byte[] { 2 }, Token);
        var json = JsonNode.Parse(await File.ReadAllBytesAsync(File_, Token))!;
        json["entries"]!["a"] = json["entries"]!["b"]!.DeepClone();
        await File.WriteAllTextAsync(File_, json.ToJsonString(), Token);

        var failure = await Assert.ThrowsAsync<CredentialException>(async () => await _folder.FileStore().ReadAsync("a", Token));

        Assert.Contains("'a' is damaged", failure.Message, StringComparison.Ordinal);
        Assert.Equal([2], await _folder.FileStore().ReadAsync("b", Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"version":1,"entries":[]}""")]
    [InlineData("""{"version":1,"entries":{"a":"!"}}""")]
    public async Task A_damaged_file_is_neither_read_nor_overwritten(string content)
    {
        await File.WriteAllTextAsync(File_, content, Token);

        var read = await Assert.ThrowsAsync<CredentialException>(async () => await _folder.FileStore().ReadAsync("a", Token));
        await Assert.ThrowsAsync<CredentialException>(async () => await _folder.FileStore().WriteAsync("a", new byte[] { 1 }, Token));

        Assert.Contains("damaged", read.Message, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(File_, Token));
    }

    [Fact]
    public async Task A_file_of_a_newer_Weir_is_left_alone()
    {
        await File.WriteAllTextAsync(File_, """{"version":2,"entries":{}}""", Token);

        var failure = await Assert.ThrowsAsync<CredentialException>(async () => await _folder.FileStore().WriteAsync("a", new byte[] { 1 }, Token));

        Assert.Contains("newer Weir", failure.Action, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_says_so()
    {
        Directory.CreateDirectory(File_ + ".tmp");

        var failure = await Assert.ThrowsAsync<CredentialException>(async () => await _folder.FileStore().WriteAsync("a", new byte[] { 1 }, Token));

        Assert.Equal(CredentialFailure.Misconfigured, failure.Kind);
        Assert.Contains(File_, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_writer_waits_for_the_one_of_another_process()
    {
        var theirs = new SealedWrites(_folder.Data, TimeProvider.System);
        var held = await theirs.LockAsync(Token);
        var writing = _folder.FileStore().WriteAsync("a", new byte[] { 1 }, Token).AsTask();
        await Task.Delay(100, Token);
        Assert.False(writing.IsCompleted);

        held.Dispose();

        await writing;
        Assert.Equal([1], await _folder.FileStore().ReadAsync("a", Token));
    }

    [Fact]
    public async Task A_wait_for_another_process_can_be_cancelled_and_leaves_the_lock_free()
    {
        var path = _folder.PathOf("some.lock");
        var mine = new FileLock(path, TimeProvider.System);
        using var cancelled = new CancellationTokenSource();
        using (await new FileLock(path, TimeProvider.System).AcquireAsync(Token))
        {
            var waiting = mine.AcquireAsync(cancelled.Token).AsTask();
            await cancelled.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        }

        (await mine.AcquireAsync(Token)).Dispose();
        (await mine.AcquireAsync(Token)).Dispose();
    }

    private void KillAt(string step) => _folder.Reached = reached =>
    {
        if (reached == step)
        {
            throw new KilledException();
        }
    };
}

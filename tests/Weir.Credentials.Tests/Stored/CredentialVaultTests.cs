using System.Collections.Concurrent;
using Weir.Credentials.Tests.Stores;

namespace Weir.Credentials.Tests.Stored;

public sealed class CredentialVaultTests : IDisposable
{
    private readonly StoreFolder _folder = new();
    private readonly MemoryStore _store = new("keychain");
    private readonly MemoryStore _file = new("file");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_written_is_at_hand_and_in_the_store()
    {
        var vault = Vault();
        await vault.WriteAsync("mine", Key("one"), Token);

        Assert.Equal("one", vault.Find("mine")!.Access!.Reveal());
        Assert.Equal(["connection/mine"], _store.Entries.Keys);
        Assert.Equal("keychain", vault.Source);
        Assert.Equal("one", (await Vault().ReadAsync("mine", Token))!.Access!.Reveal());
    }

    [Fact]
    public async Task LoadAsync_reads_all_credentials_and_nothing_else()
    {
        await Vault().WriteAsync("a", Key("one"), Token);
        await Vault().WriteAsync("b/c", Key("two"), Token);
        _store.Entries["other/thing"] = [1];
        var vault = Vault();
        Assert.Null(vault.Find("a"));

        await vault.LoadAsync(Token);

        Assert.Null(vault.Problem);
        Assert.Equal(["a", "b/c"], vault.All.Keys.Order());
        Assert.Equal("two", vault.Find("b/c")!.Access!.Reveal());
    }

    [Fact]
    public async Task A_store_that_cannot_be_used_is_told_and_looked_for_again()
    {
        await Vault().WriteAsync("a", Key("one"), Token);
        _store.Problem = "It is locked.";
        var vault = Vault();

        await vault.LoadAsync(Token);

        Assert.Contains("It is locked.", vault.Problem, StringComparison.Ordinal);
        Assert.Contains("Unlock the keyring", vault.Problem, StringComparison.Ordinal);
        Assert.Empty(vault.All);
        await Assert.ThrowsAsync<CredentialException>(async () => await vault.WriteAsync("b", Key("two"), Token));
        _store.Problem = null;
        await vault.WriteAsync("b", Key("two"), Token);
        await vault.LoadAsync(Token);
        Assert.Null(vault.Problem);
        Assert.Equal(["a", "b"], vault.All.Keys.Order());
    }

    [Fact]
    public async Task One_damaged_credential_leaves_the_others_be()
    {
        await Vault().WriteAsync("a", Key("one"), Token);
        await Vault().WriteAsync("z", Key("two"), Token);
        _store.Entries["connection/m"] = "nonsense"u8.ToArray();
        var vault = Vault();

        await vault.LoadAsync(Token);

        Assert.Contains("'m' is damaged", vault.Problem, StringComparison.Ordinal);
        Assert.Equal(["a", "z"], vault.All.Keys.Order());
    }

    [Fact]
    public async Task A_write_that_fails_changes_nothing()
    {
        var vault = Vault();
        await vault.WriteAsync("a", Key("one"), Token);
        _store.Before = _ => throw new CredentialException(CredentialFailure.Unavailable, "No.", "Wait.");
        var changes = Changes(vault);

        await Assert.ThrowsAsync<CredentialException>(async () => await vault.WriteAsync("a", Key("two"), Token));
        await Assert.ThrowsAsync<CredentialException>(async () => await vault.DeleteAsync("a", Token));

        Assert.Equal("one", vault.Find("a")!.Access!.Reveal());
        Assert.Empty(changes);
    }

    [Fact]
    public async Task The_store_has_it_before_anybody_sees_it()
    {
        var vault = Vault();
        var inStore = new TaskCompletionSource();
        _store.Before = step => step.StartsWith("write", StringComparison.Ordinal) ? inStore.Task : Task.CompletedTask;

        var writing = vault.WriteAsync("a", Key("one"), Token).AsTask();
        Assert.Null(vault.Find("a"));
        inStore.SetResult();
        await writing;

        Assert.NotNull(vault.Find("a"));
    }

    [Fact]
    public async Task Changes_are_told_once_the_new_credential_is_at_hand()
    {
        var vault = Vault();
        var seen = new List<string>();
        vault.Changed += name => seen.Add($"{name}={vault.Find(name)?.Access?.Reveal()}");

        await vault.WriteAsync("a", Key("one"), Token);
        await vault.ReadAsync("a", Token);
        await Vault().WriteAsync("a", Key("two"), Token);
        await vault.ReadAsync("a", Token);
        await vault.DeleteAsync("a", Token);
        await vault.DeleteAsync("a", Token);

        Assert.Equal(["a=one", "a=two", "a="], seen);
    }

    [Fact]
    public async Task What_another_process_deleted_is_gone_when_read()
    {
        var vault = Vault();
        await vault.WriteAsync("a", Key("one"), Token);
        _store.Entries.Clear();

        Assert.Null(await vault.ReadAsync("a", Token));
        Assert.Null(vault.Find("a"));
        Assert.False(await vault.DeleteAsync("a", Token));
    }

    [Fact]
    public async Task Writes_to_one_connection_keep_their_order_and_others_do_not_wait()
    {
        var vault = Vault();
        var first = new TaskCompletionSource();
        var waits = true;
        _store.Before = step =>
        {
            var wait = waits && step == "write connection/a";
            waits &= !wait;
            return wait ? first.Task : Task.CompletedTask;
        };

        var one = vault.WriteAsync("a", Key("one"), Token).AsTask();
        var two = vault.WriteAsync("a", Key("two"), Token).AsTask();
        await vault.WriteAsync("b", Key("other"), Token);
        Assert.False(two.IsCompleted);
        first.SetResult();
        await Task.WhenAll(one, two);

        Assert.Equal("two", vault.Find("a")!.Access!.Reveal());
        Assert.Equal("two", (await Vault().ReadAsync("a", Token))!.Access!.Reveal());
    }

    [Fact]
    public async Task A_listener_may_ask_the_vault_again()
    {
        var vault = Vault();
        vault.Changed += name =>
        {
            if (vault.Find(name)?.Flow is null)
            {
                vault.WriteAsync(name, Key("from the listener") with { Flow = "f" }, Token).AsTask().GetAwaiter().GetResult();
            }
        };

        await vault.WriteAsync("a", Key("one"), Token);

        Assert.Equal("f", vault.Find("a")!.Flow);
    }

    [Fact]
    public async Task After_a_move_it_writes_to_the_new_store()
    {
        var stores = _folder.Choice([_store, _file]);
        var vault = new CredentialVault(stores);
        await vault.WriteAsync("a", Key("one"), Token);

        await stores.MoveAsync("keychain", "file", Token);
        await vault.WriteAsync("b", Key("two"), Token);

        Assert.Equal("encrypted file", vault.Source);
        Assert.Empty(_store.Entries);
        Assert.Equal(["connection/a", "connection/b"], _file.Entries.Keys.Order());
    }

    private static StoredCredential Key(string access) => new() { Method = "api", Provider = "openai", Access = new Secret(access) };

    private static ConcurrentQueue<string> Changes(CredentialVault vault)
    {
        var changes = new ConcurrentQueue<string>();
        vault.Changed += changes.Enqueue;
        return changes;
    }

    private CredentialVault Vault() => new(_folder.Choice([_store, _file]));
}

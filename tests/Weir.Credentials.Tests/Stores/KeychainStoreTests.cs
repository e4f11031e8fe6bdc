using Weir.Credentials.Stores;
using Weir.Credentials.Stores.Keychain;

namespace Weir.Credentials.Tests.Stores;

/// <summary>The contract against a real Secret Service, and what is true of it alone.</summary>
[Collection(nameof(SecretService))]
public sealed class KeychainStoreTests : SecretStoreContract
{
    private readonly SecretService _service = SecretService.Get();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    internal override ISecretStore Open() => Keychain();

    [Fact]
    public async Task What_is_written_lies_in_the_keyring()
    {
        await Open().WriteAsync("connection/openai", "sk-planted"u8.ToArray(), Token);

        var found = _service.Run($"secret-tool lookup weir-folder '{Folder.Data.FullPath}' weir-name secret/connection/openai");

        Assert.Equal([1, .. "sk-planted"u8], Convert.FromBase64String(found));
    }

    [Fact]
    public async Task What_is_deleted_leaves_the_keyring()
    {
        await Open().WriteAsync("connection/openai", "sk-planted"u8.ToArray(), Token);
        await Open().DeleteAsync("connection/openai", Token);

        Assert.Empty(_service.Run($"secret-tool lookup weir-folder '{Folder.Data.FullPath}' weir-name secret/connection/openai"));
    }

    [Fact]
    public async Task A_probe_leaves_nothing_behind()
    {
        Assert.Null(await Open().ProblemAsync(Token));

        Assert.Empty(_service.Run($"secret-tool search --all weir-folder '{Folder.Data.FullPath}' 2> /dev/null"));
    }

    [Fact]
    public async Task Another_data_folder_has_secrets_of_its_own()
    {
        using var other = new StoreFolder();
        await Open().WriteAsync("a", new byte[] { 1 }, Token);

        Assert.Null(await Keychain(other).ReadAsync("a", Token));
    }

    [Fact]
    public async Task A_locked_keyring_is_a_failure_and_not_an_empty_store()
    {
        await Open().WriteAsync("a", new byte[] { 1 }, Token);
        _service.Lock();
        try
        {
            var store = Open();
            var read = await Assert.ThrowsAsync<CredentialException>(async () => await store.ReadAsync("a", Token));
            var list = await Assert.ThrowsAsync<CredentialException>(async () => await store.ListAsync(Token));
            var write = await Assert.ThrowsAsync<CredentialException>(async () => await store.WriteAsync("b", new byte[] { 2 }, Token));
            var problem = await store.ProblemAsync(Token);

            Assert.All([read, list, write], failure => Assert.Equal(CredentialFailure.Misconfigured, failure.Kind));
            Assert.Contains("Unlock the keyring", read.Action, StringComparison.Ordinal);
            Assert.StartsWith("The Secret Service", problem, StringComparison.Ordinal);
        }
        finally
        {
            _service.Restart();
        }

        Assert.Equal([1], await Open().ReadAsync("a", Token));
        Assert.Equal(["a"], await Open().ListAsync(Token));
    }

    [Fact]
    public async Task A_restart_of_the_keyring_daemon_goes_unnoticed()
    {
        var store = Open();
        await store.WriteAsync("a", new byte[] { 1 }, Token);

        _service.Restart();
        Assert.Equal([1], await store.ReadAsync("a", Token));
        _service.Restart();
        await store.WriteAsync("b", new byte[] { 2 }, Token);
        _service.Restart();
        Assert.True(await store.DeleteAsync("a", Token));

        Assert.Equal(["b"], await store.ListAsync(Token));
    }

    private KeychainStore Keychain(StoreFolder? folder = null) => new(
        new KeychainEntries((folder ?? Folder).Data.OpenSubfolder("keychain"), (folder ?? Folder).Data.FullPath),
        _service.Presence(),
        (folder ?? Folder).Data,
        KeychainStore.Limit,
        TimeProvider.System);
}

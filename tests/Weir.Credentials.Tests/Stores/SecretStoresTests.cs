using Weir.Credentials.Stores;

namespace Weir.Credentials.Tests.Stores;

public sealed class SecretStoresTests : IDisposable
{
    private readonly StoreFolder _folder = new();
    private readonly MemoryStore _keychain = new("keychain");
    private readonly MemoryStore _file = new("file");
    private readonly MemoryStore _plain = new("plain");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task By_itself_it_takes_the_keychain()
    {
        var stores = Stores();

        Assert.Null(stores.InUse);
        Assert.Same(_keychain, await stores.ChooseAsync(Token));
        Assert.Same(_keychain, stores.InUse);
        Assert.Equal("keychain", stores.Remembered);
        Assert.Empty(_folder.Data.FindExposed());
    }

    [Fact]
    public async Task Without_a_keychain_it_takes_the_encrypted_file_and_stays_with_it()
    {
        _keychain.Problem = "There is none.";
        Assert.Same(_file, await Stores().ChooseAsync(Token));

        _keychain.Problem = null;

        Assert.Same(_file, await Stores().ChooseAsync(Token));
    }

    [Fact]
    public async Task A_keychain_that_is_out_of_reach_for_once_is_a_failure_and_no_split()
    {
        await Stores().ChooseAsync(Token);
        _keychain.Problem = "There is no D-Bus session.";
        var stores = Stores();

        var failure = await Assert.ThrowsAsync<CredentialException>(async () => await stores.ChooseAsync(Token));

        Assert.Equal(CredentialFailure.Misconfigured, failure.Kind);
        Assert.Contains("There is no D-Bus session.", failure.Message, StringComparison.Ordinal);
        Assert.Contains("credentials: {store: file}", failure.Action, StringComparison.Ordinal);
        Assert.Null(stores.InUse);
        Assert.Equal("keychain", stores.Remembered);
    }

    [Fact]
    public async Task The_setting_rules_and_is_remembered()
    {
        await Stores().ChooseAsync(Token);

        Assert.Same(_plain, await Stores("plain").ChooseAsync(Token));
        Assert.Same(_plain, await Stores().ChooseAsync(Token));
    }

    [Fact]
    public async Task A_store_of_the_setting_that_cannot_be_used_is_not_replaced()
    {
        _keychain.Problem = "Locked.";

        await Assert.ThrowsAsync<CredentialException>(async () => await Stores("keychain").ChooseAsync(Token));
        Assert.Null(Stores().Remembered);
    }

    [Fact]
    public async Task An_unknown_store_is_refused_with_those_there_are()
    {
        var failure = await Assert.ThrowsAsync<CredentialException>(async () => await Stores("vault").ChooseAsync(Token));

        Assert.Contains("keychain, file, plain", failure.Action, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Choosing_a_sealed_store_finishes_a_rotation_that_was_killed()
    {
        await _folder.FileStore().WriteAsync("a", new byte[] { 1 }, Token);
        _folder.Reached = step =>
        {
            if (step == "secrets.rotation: replaced")
            {
                throw new KilledException();
            }
        };
        await Assert.ThrowsAsync<KilledException>(async () => await _folder.Rotation(_folder.FileStore()).RotateAsync(null, Token));
        _folder.Reached = null;
        var file = _folder.FileStore();

        await _folder.Choice([file], "file", _folder.Rotation(file)).ChooseAsync(Token);

        Assert.False(File.Exists(_folder.PathOf("secrets.rotation")));
        Assert.Equal([1], await _folder.FileStore().ReadAsync("a", Token));
    }

    private SecretStores Stores(string? setting = null) => _folder.Choice([_keychain, _file, _plain], setting);
}

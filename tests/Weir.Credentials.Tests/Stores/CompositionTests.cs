using Microsoft.Extensions.DependencyInjection;
using Weir.Credentials.Stores;
using Weir.Credentials.Stores.Sealing;
using Weir.Storage;
using Weir.Storage.Migrations;

namespace Weir.Credentials.Tests.Stores;

/// <summary>The room as the program puts it together, on a machine without a keychain.</summary>
public sealed class CompositionTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Sign_in_rotate_move_and_start_again()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere there is always a keychain.");
        await using (var services = Services())
        {
            await services.GetRequiredService<Migrator>().MigrateAsync(Token);
            var vault = services.GetRequiredService<CredentialVault>();
            await vault.LoadAsync(Token);
            Assert.Null(vault.Problem);
            await services.GetRequiredService<ICredentialVault>().WriteAsync(
                "mine", new StoredCredential { Method = "api", Provider = "openai", Access = new Secret("sk-planted") }, Token);
            Assert.Equal("encrypted file", vault.Source);

            Assert.Equal(1, await services.GetRequiredService<MasterKeyRotation>().RotateAsync(null, Token));
            await services.GetRequiredService<SecretStores>().MoveAsync("file", "database", Token);
        }

        await using var again = Services();
        var loaded = again.GetRequiredService<CredentialVault>();
        await loaded.LoadAsync(Token);

        Assert.Equal("database (encrypted)", loaded.Source);
        Assert.Equal("sk-planted", loaded.Find("mine")!.Access!.Reveal());
        Assert.Equal(["keychain", "file", "database", "plain"], again.GetRequiredService<SecretStores>().All.Select(store => store.Name));
        Assert.Empty(_folder.Data.FindExposed());
    }

    [Fact]
    public void The_plain_store_says_what_it_is() =>
        Assert.StartsWith("UNENCRYPTED", _folder.PlainStore().Description, StringComparison.Ordinal);

    private ServiceProvider Services() => new ServiceCollection()
        .AddLogging()
        .AddStorage(_folder.Data)
        .AddMigrations(MigrationSet.FromResources("credentials", typeof(ISecretStore).Assembly))
        .AddStores(null, name => _folder.Environment.GetValueOrDefault(name))
        .BuildServiceProvider();
}

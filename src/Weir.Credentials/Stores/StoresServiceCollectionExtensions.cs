using Microsoft.Extensions.DependencyInjection;
using Weir.Credentials.Stores.Files;
using Weir.Credentials.Stores.Keychain;
using Weir.Credentials.Stores.Sealing;
using Weir.Storage.Folders;
using Weir.Storage.Sqlite;

namespace Weir.Credentials.Stores;

/// <summary>Puts the secret stores and the vault together.</summary>
internal static class StoresServiceCollectionExtensions
{
    /// <summary>Adds the stores, the rotation of the master key and the vault, on top of <c>AddStorage</c>. Whoever starts the program calls <see cref="CredentialVault.LoadAsync"/>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="store">The store's name in weir.yaml; null to choose by itself.</param>
    /// <param name="environment">The environment's variables.</param>
    public static IServiceCollection AddStores(this IServiceCollection services, string? store, Func<string, string?> environment) => services
        .AddSealing(environment)
        .AddSingleton<ISecretStore>(provider =>
            new KeychainStore(provider.GetRequiredService<DataFolder>(), environment, provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<ISecretStore>(provider => provider.GetRequiredService<EncryptedFileStore>())
        .AddSingleton<ISecretStore>(provider => provider.GetRequiredService<DatabaseStore>())
        .AddSingleton<ISecretStore>(provider =>
            new PlainFileStore(provider.GetRequiredService<DataFolder>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new SecretStores(
            provider.GetServices<ISecretStore>(),
            provider.GetRequiredService<DataFolder>(),
            store,
            provider.GetRequiredService<MasterKeyRotation>(),
            provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<CredentialVault>()
        .AddSingleton<ICredentialVault>(provider => provider.GetRequiredService<CredentialVault>());

    private static IServiceCollection AddSealing(this IServiceCollection services, Func<string, string?> environment) => services
        .AddSingleton(provider => new MasterKeys(provider.GetRequiredService<DataFolder>(), environment))
        .AddSingleton(provider => new SealedWrites(provider.GetRequiredService<DataFolder>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new EncryptedFileStore(
            new EntriesFile(Path.Combine(provider.GetRequiredService<DataFolder>().FullPath, EncryptedFileStore.FileName)),
            provider.GetRequiredService<MasterKeys>(),
            provider.GetRequiredService<SealedWrites>()))
        .AddSingleton(provider => new DatabaseStore(
            provider.GetRequiredService<Database>(),
            provider.GetRequiredService<MasterKeys>(),
            provider.GetRequiredService<SealedWrites>(),
            provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new MasterKeyRotation(
            provider.GetRequiredService<MasterKeys>(),
            provider.GetRequiredService<SealedWrites>(),
            [provider.GetRequiredService<EncryptedFileStore>(), provider.GetRequiredService<DatabaseStore>()]));
}

using Weir.Credentials.Stores;

namespace Weir.Credentials.Tests.Stores;

public sealed class EncryptedFileStoreContract : SecretStoreContract
{
    internal override ISecretStore Open() => Folder.FileStore();
}

public sealed class DatabaseStoreContract : SecretStoreContract
{
    internal override ISecretStore Open() => Folder.DatabaseStore();
}

public sealed class PlainFileStoreContract : SecretStoreContract
{
    protected override bool KeepsPlainText => true;

    internal override ISecretStore Open() => Folder.PlainStore();
}

using Weir.Credentials.Stores.Files;
using Weir.Storage.Folders;

namespace Weir.Credentials.Stores.Sealing;

/// <summary>
/// The lock that writers of sealed secrets and the rotation of the master key share: nobody seals with a key that a rotation drops meanwhile.
/// </summary>
internal sealed class SealedWrites(DataFolder folder, TimeProvider time)
{
    private readonly FileLock _lock = new(Path.Combine(folder.FullPath, "secrets.lock"), time);

    public ValueTask<IDisposable> LockAsync(CancellationToken cancellationToken) => _lock.AcquireAsync(cancellationToken);
}

using Weir.Credentials.Stores.Files;
using Weir.Storage.Folders;

namespace Weir.Credentials.Stores;

/// <summary>Secrets in a file that whoever reads it can read, protected by its mode 0600 alone. Only ever used when asked for by name.</summary>
internal sealed class PlainFileStore : ISecretStore
{
    public const string StoreName = "plain";

    private readonly EntriesFile _file;
    private readonly FileLock _lock;

    public PlainFileStore(DataFolder folder, TimeProvider time)
        : this(new EntriesFile(Path.Combine(folder.FullPath, "secrets.plain.json")), time)
    {
    }

    internal PlainFileStore(EntriesFile file, TimeProvider time)
    {
        _file = file;
        _lock = new FileLock(file.FullPath + ".lock", time);
    }

    public string Name => StoreName;

    public string Description => $"UNENCRYPTED file {_file.FullPath}: whoever can read it has all secrets";

    public ValueTask<string?> ProblemAsync(CancellationToken cancellationToken) => ValueTask.FromResult<string?>(null);

    public ValueTask<byte[]?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        SecretNames.Check(name);
        return ValueTask.FromResult(_file.Read().GetValueOrDefault(name));
    }

    public async ValueTask WriteAsync(string name, ReadOnlyMemory<byte> secret, CancellationToken cancellationToken)
    {
        SecretNames.Check(name);
        using var held = await _lock.AcquireAsync(cancellationToken);
        var entries = _file.Read();
        entries[name] = secret.ToArray();
        _file.Write(entries);
    }

    public async ValueTask<bool> DeleteAsync(string name, CancellationToken cancellationToken)
    {
        SecretNames.Check(name);
        using var held = await _lock.AcquireAsync(cancellationToken);
        var entries = _file.Read();
        if (!entries.Remove(name))
        {
            return false;
        }

        _file.Write(entries);
        return true;
    }

    public ValueTask<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<string>>([.. _file.Read().Keys]);
}

using Weir.Credentials.Stores.Files;
using Weir.Credentials.Stores.Sealing;

namespace Weir.Credentials.Stores;

/// <summary>Secrets in one file of the data folder, each sealed under the master key. Their names are readable.</summary>
/// <param name="file">The file.</param>
/// <param name="keys">The master key.</param>
/// <param name="writes">One writer at a time.</param>
internal sealed class EncryptedFileStore(EntriesFile file, MasterKeys keys, SealedWrites writes) : ISealedStore
{
    public const string StoreName = "file";

    /// <summary>The file's name in the data folder.</summary>
    public const string FileName = "secrets.sealed.json";

    public string Name => StoreName;

    public string Description => $"encrypted file {file.FullPath}";

    public ValueTask<string?> ProblemAsync(CancellationToken cancellationToken)
    {
        try
        {
            var entries = file.Read();
            if (entries.Count > 0)
            {
                Seal.CheckKey(keys.Load(create: false), entries.Values.First());
            }

            return ValueTask.FromResult<string?>(null);
        }
        catch (CredentialException e)
        {
            return ValueTask.FromResult<string?>(e.Message);
        }
    }

    public ValueTask<byte[]?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        SecretNames.Check(name);
        while (true)
        {
            var sealedBytes = file.Read().GetValueOrDefault(name);
            if (sealedBytes is null)
            {
                return ValueTask.FromResult<byte[]?>(null);
            }

            try
            {
                return ValueTask.FromResult<byte[]?>(Seal.Open(keys.Load(create: false), name, sealedBytes));
            }
            catch (CredentialException) when (!SameNow(name, sealedBytes))
            {
                // A rotation went through between the look at the file and the one at the key: look again.
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    public async ValueTask WriteAsync(string name, ReadOnlyMemory<byte> secret, CancellationToken cancellationToken)
    {
        SecretNames.Check(name);
        using var held = await writes.LockAsync(cancellationToken);
        var entries = file.Read();
        var present = keys.Load(create: entries.Count == 0);
        foreach (var other in entries.Values)
        {
            Seal.CheckKey(present, other);
        }

        entries[name] = Seal.Close(present.Sealing, name, secret.Span);
        file.Write(entries);
    }

    public async ValueTask<bool> DeleteAsync(string name, CancellationToken cancellationToken)
    {
        SecretNames.Check(name);
        using var held = await writes.LockAsync(cancellationToken);
        var entries = file.Read();
        if (!entries.Remove(name))
        {
            return false;
        }

        file.Write(entries);
        return true;
    }

    public ValueTask<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<string>>([.. file.Read().Keys]);

    public ValueTask<int> ResealAsync(MasterKeySet keys, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var entries = file.Read();
        if (entries.Count > 0)
        {
            foreach (var (name, value) in entries.ToArray())
            {
                entries[name] = Seal.Close(keys.Sealing, name, Seal.Open(keys, name, value));
            }

            file.Write(entries);
        }

        return ValueTask.FromResult(entries.Count);
    }

    private bool SameNow(string name, byte[] before) => file.Read().GetValueOrDefault(name) is { } now && now.AsSpan().SequenceEqual(before);
}

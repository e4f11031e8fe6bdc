using System.Collections.Concurrent;

namespace Weir.Credentials.Tests.Kit;

/// <summary>A vault without a store.</summary>
internal sealed class MemoryVault : ICredentialVault
{
    private readonly ConcurrentDictionary<string, StoredCredential> _all = new(StringComparer.Ordinal);

    public event Action<string>? Changed;

    public string Source => "test vault";

    public IReadOnlyDictionary<string, StoredCredential> All => _all;

    public StoredCredential? Find(string connection) => _all.GetValueOrDefault(connection);

    public ValueTask<StoredCredential?> ReadAsync(string connection, CancellationToken cancellationToken) => ValueTask.FromResult(Find(connection));

    public ValueTask WriteAsync(string connection, StoredCredential credential, CancellationToken cancellationToken)
    {
        _all[connection] = credential;
        Changed?.Invoke(connection);
        return ValueTask.CompletedTask;
    }

    public ValueTask<bool> DeleteAsync(string connection, CancellationToken cancellationToken) => ValueTask.FromResult(_all.TryRemove(connection, out _));
}

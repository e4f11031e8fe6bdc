using System.Collections.Concurrent;
using Weir.Credentials.Stores;

namespace Weir.Credentials.Tests.Stores;

/// <summary>A store whose troubles a test makes.</summary>
internal sealed class MemoryStore(string name) : ISecretStore
{
    public ConcurrentDictionary<string, byte[]> Entries { get; } = new(StringComparer.Ordinal);

    public string? Problem { get; set; }

    /// <summary>Called before each call that reads or changes, e.g. with <c>write a</c>; may throw or wait.</summary>
    public Func<string, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>What is kept instead of what is written.</summary>
    public Func<byte[], byte[]> Keeps { get; set; } = secret => secret;

    public string Name { get; } = name;

    public string Description => $"memory {Name}";

    public ValueTask<string?> ProblemAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Problem);

    public async ValueTask<byte[]?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        await Before($"read {name}");
        return Entries.GetValueOrDefault(name);
    }

    public async ValueTask WriteAsync(string name, ReadOnlyMemory<byte> secret, CancellationToken cancellationToken)
    {
        await Before($"write {name}");
        Entries[name] = Keeps(secret.ToArray());
    }

    public async ValueTask<bool> DeleteAsync(string name, CancellationToken cancellationToken)
    {
        await Before($"delete {name}");
        return Entries.TryRemove(name, out _);
    }

    public async ValueTask<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken)
    {
        await Before("list");
        return [.. Entries.Keys.Order(StringComparer.Ordinal)];
    }
}

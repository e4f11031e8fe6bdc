using System.Collections.Frozen;

namespace Weir.Metering.People;

/// <summary>All users in memory, swapped as a whole when anything changes, here or in another process.</summary>
public sealed class PeopleDirectory : IDisposable
{
    private readonly PeopleTable _table;
    private readonly SemaphoreSlim _reloading = new(1, 1);
    private Loaded _loaded = Loaded.Of([]);

    internal PeopleDirectory(PeopleTable table) => _table = table;

    /// <summary>The user of a name, whatever the case of its letters; null when there is none.</summary>
    public User? Find(string? name) => name is not null && Volatile.Read(ref _loaded).ByName.TryGetValue(name, out var user) ? user : null;

    /// <summary>The user of an id; null when there is none any more.</summary>
    public User? FindById(string id) => Volatile.Read(ref _loaded).ById.GetValueOrDefault(id);

    /// <summary>Reads the table again; what it says holds from the moment this returns.</summary>
    /// <exception cref="Storage.StorageException">The database can't be read; the users stay as they were.</exception>
    public async Task ReloadAsync(CancellationToken cancellationToken)
    {
        // In turns: of two reloads, the one that read first must not swap last.
        await _reloading.WaitAsync(cancellationToken);
        try
        {
            Volatile.Write(ref _loaded, Loaded.Of(await _table.UsersAsync(cancellationToken)));
        }
        finally
        {
            _reloading.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _reloading.Dispose();

    // The database folds only ASCII letters: of two names that differ in others, one is found.
    private sealed record Loaded(FrozenDictionary<string, User> ByName, FrozenDictionary<string, User> ById)
    {
        public static Loaded Of(IReadOnlyList<User> users) => new(
            users.DistinctBy(static user => user.Name, StringComparer.OrdinalIgnoreCase).ToFrozenDictionary(static user => user.Name, StringComparer.OrdinalIgnoreCase),
            users.ToFrozenDictionary(static user => user.Id, StringComparer.Ordinal));
    }
}

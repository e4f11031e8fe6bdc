using Weir.Storage.Sqlite;

namespace Weir.Routing.Saved;

/// <summary>
/// Holds the chains that were set while running, as the database has them. Nothing but its own calls and those of other nodes changes it, so that no reload of weir.yaml can lose
/// one. Safe for concurrent calls.
/// </summary>
public sealed class SavedChains(Database database) : IDisposable
{
    private readonly SavedChainTable _table = new(database);
    private readonly SemaphoreSlim _gate = new(1);
    private IReadOnlyList<SavedChain> _current = [];
    private long _version = -1;

    /// <summary>Raised after <see cref="Current"/> has changed.</summary>
    public event Action? Changed;

    /// <summary>All of them by name, as last read or changed here. Never waits.</summary>
    public IReadOnlyList<SavedChain> Current => Volatile.Read(ref _current);

    /// <summary>Reads the table when another node, or nobody yet, has changed it since the last look; tells whether it did.</summary>
    public async Task<bool> RefreshAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        bool isOther;
        try
        {
            if (await _table.VersionAsync(cancellationToken) == _version)
            {
                return false;
            }

            isOther = await ReadAsync(cancellationToken);
        }
        finally
        {
            _gate.Release();
        }

        if (isOther)
        {
            Changed?.Invoke();
        }

        return isOther;
    }

    /// <summary>Keeps the chain, in the place of one of the same name. When this returns, it holds.</summary>
    public Task SaveAsync(SavedChain chain, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(chain);
        return ChangeAsync(async () =>
        {
            await _table.WriteAsync(chain, cancellationToken);
            return true;
        }, cancellationToken);
    }

    /// <summary>Forgets the chain; false when there was none of that name.</summary>
    public Task<bool> RemoveAsync(string name, CancellationToken cancellationToken) => ChangeAsync(() => _table.DeleteAsync(name, cancellationToken), cancellationToken);

    public void Dispose() => _gate.Dispose();

    private async Task<bool> ChangeAsync(Func<Task<bool>> inTable, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        bool done;
        try
        {
            done = await inTable();

            // Once the table has it, it is read to the end: a caller that left must not leave memory behind the table.
            await ReadAsync(CancellationToken.None);
        }
        finally
        {
            _gate.Release();
        }

        Changed?.Invoke();
        return done;
    }

    /// <summary>Tells whether there is anything to tell: a first look at an empty table changes nothing.</summary>
    private async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        (_version, var rows) = await _table.ReadAsync(cancellationToken);
        var isOther = rows.Count + Current.Count > 0;
        Volatile.Write(ref _current, rows);
        return isOther;
    }
}

using Weir.Storage.Sqlite;

namespace Weir.Routing.Overrides;

/// <summary>
/// Holds the overrides: those that last in the database, temporary ones in memory. A temporary one lies over a lasting one of the same scope until it is reset or the
/// gateway starts anew. Nothing but its own calls changes it, so that no reload of anything else can lose an override. Safe for concurrent calls.
/// </summary>
public sealed class OverrideBoard(Database database) : IDisposable
{
    private readonly OverrideTable _table = new(database);
    private readonly SemaphoreSlim _gate = new(1);
    private IReadOnlyList<ModelOverride> _lasting = [];
    private IReadOnlyList<ModelOverride> _temporary = [];
    private OverrideSet _current = OverrideSet.Empty;
    private long _version = -1;

    /// <summary>Raised after <see cref="Current"/> has changed.</summary>
    public event Action? Changed;

    /// <summary>What holds now. Never waits.</summary>
    public OverrideSet Current => Volatile.Read(ref _current);

    /// <summary>Reads the table when another node, or nobody yet, has changed it since the last look; tells whether it did.</summary>
    public async Task<bool> RefreshAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (await _table.VersionAsync(cancellationToken) == _version)
            {
                return false;
            }

            await ReadAsync(cancellationToken);
        }
        finally
        {
            _gate.Release();
        }

        Changed?.Invoke();
        return true;
    }

    /// <summary>Sets an override in the place of that of the same scope. When this returns, it holds.</summary>
    public async Task SetAsync(ModelOverride set, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(set);
        await ChangeAsync(set.Scope, set.ScopeId, set.IsTemporary ? null : () => _table.WriteAsync(set, cancellationToken), set.IsTemporary ? set : null, cancellationToken);
    }

    /// <summary>Takes the override of a scope away, the temporary and the lasting one; gives what held, or null.</summary>
    public async Task<ModelOverride?> RemoveAsync(OverrideScope scope, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        var held = Current.Find(scope, id);
        await ChangeAsync(scope, id, () => _table.DeleteAsync(scope, id, cancellationToken), null, cancellationToken);
        return held;
    }

    public void Dispose() => _gate.Dispose();

    private async Task ChangeAsync(OverrideScope scope, string id, Func<Task>? inTable, ModelOverride? temporary, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (inTable is not null)
            {
                await inTable();
            }

            var others = _temporary.Where(set => set.Scope != scope || set.ScopeId != id);
            _temporary = temporary is null ? [.. others] : [.. others, temporary];

            // Once the table has it, it is read to the end: a caller that left must not leave memory behind the table.
            await ReadAsync(CancellationToken.None);
        }
        finally
        {
            _gate.Release();
        }

        Changed?.Invoke();
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        (_version, _lasting) = await _table.ReadAsync(cancellationToken);
        Volatile.Write(ref _current, OverrideSet.Of([.. _lasting, .. _temporary]));
    }
}

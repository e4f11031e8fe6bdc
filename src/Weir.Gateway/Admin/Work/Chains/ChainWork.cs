using Weir.Gateway.Admin.Chains;
using Weir.Routing.Configuration;
using Weir.Routing.Saved;
using Weir.Routing.Snapshots;

namespace Weir.Gateway.Admin.Work.Chains;

/// <summary>Shows, sets and removes chains. What weir.yaml declares is not touched here: the file rules it.</summary>
internal sealed class ChainWork(ISnapshotSource snapshots, SavedChains saved, ChainEntries entries, TimeProvider time)
{
    public async Task<IReadOnlyList<ChainEntry>> ListAsync(CancellationToken cancellationToken)
    {
        var snapshot = snapshots.Current;
        return [.. await entries.OfAsync(snapshot.Config.Chains, snapshot, cancellationToken), .. await EntriesAsync(saved.Current, snapshot, cancellationToken)];
    }

    public async Task<ChainEntry> GetAsync(string name, CancellationToken cancellationToken) =>
        (await ListAsync(cancellationToken)).FirstOrDefault(chain => chain.Name == name) ?? throw Missing(name);

    public async Task<ChainEntry> SetAsync(string name, ChainOrder order, CancellationToken cancellationToken)
    {
        var (row, _) = Check(name, order);
        await saved.SaveAsync(row, cancellationToken);
        return await GetAsync(name, cancellationToken);
    }

    /// <summary>The chain that an order would make.</summary>
    /// <exception cref="AdminException">weir.yaml would refuse it, or has one of that name.</exception>
    public ChainConfig Draft(string name, ChainOrder order) => Check(name, order).Chain;

    public async Task<ChainEntry> RemoveAsync(string name, CancellationToken cancellationToken)
    {
        if (saved.Current.FirstOrDefault(chain => chain.Name == name) is not { } row)
        {
            RefuseDeclared(name);
            throw Missing(name);
        }

        var was = await EntriesAsync([row], snapshots.Current, cancellationToken);
        await saved.RemoveAsync(name, cancellationToken);
        return was[0];
    }

    private (SavedChain Row, ChainConfig Chain) Check(string name, ChainOrder order)
    {
        RefuseDeclared(name);

        // An address keeps an escaped slash as it is: it must be seen here as the slash that no name may have.
        var row = new SavedChain { Name = name.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase), Settings = ChainSettings.Of(order), SetAt = time.GetUtcNow(), SetBy = order.By };
        return SavedChainBlock.Read(row, snapshots.Current) switch
        {
            ({ } chain, _) => (row, chain),
            (_, var problems) => throw new AdminException(AdminProblem.Invalid($"The chain \"{name}\" can't be used: {string.Join(" ", problems)}", "docs/routing.md shows what a chain is made of.")),
        };
    }

    private async Task<IReadOnlyList<ChainEntry>> EntriesAsync(IReadOnlyList<SavedChain> rows, RoutingSnapshot snapshot, CancellationToken cancellationToken)
    {
        var read = rows.Select(row => (Row: row, Chain: SavedChainBlock.Build(row, snapshot.Catalog), Hidden: Hidden(row.Name, snapshot.Config))).ToList();
        var shown = await entries.OfAsync([.. read.Select(static one => one.Chain ?? Unreadable(one.Row.Name))], snapshot, cancellationToken);
        return [.. read.Zip(shown, (one, entry) => entry with
        {
            Editable = one.Hidden is null,
            Problem = one.Hidden ?? (one.Chain is null ? string.Join(" ", SavedChainBlock.Read(one.Row, snapshot).Problems) : null),
            SetAt = one.Row.SetAt,
            SetBy = one.Row.SetBy,
        })];
    }

    private static ChainConfig Unreadable(string name) => new() { Name = name, Targets = [], Origin = SavedChain.Origin };

    private static string? Hidden(string name, WeirConfig config) =>
        config.Chains.FirstOrDefault(chain => chain.Name == name) is { } declared ? $"weir.yaml has a chain of this name ({declared.Origin}), and that one holds."
        : config.Aliases.ContainsKey(name) ? "weir.yaml has an alias of this name, and that one holds."
        : null;

    private void RefuseDeclared(string name)
    {
        if (snapshots.Current.Config.Chains.FirstOrDefault(chain => chain.Name == name) is { } declared)
        {
            throw new AdminException(AdminProblem.Conflict($"The chain \"{name}\" is declared at {declared.Origin}.", "Change it there, or take another name; the file rules what it declares."));
        }
    }

    private static AdminException Missing(string name) => new(AdminProblem.NotFound($"There is no chain \"{name}\".", "`weir chains list` shows all of them."));
}

using Microsoft.Extensions.Logging.Abstractions;
using Weir.Catalog.Snapshot;
using Weir.Routing.Configuration;
using Weir.Routing.Saved;
using Weir.Routing.Snapshots;
using Weir.Routing.Targets;
using Weir.Storage.Sqlite;

namespace Weir.Routing.Tests.Saved;

public sealed class SavedChainsTests : IAsyncLifetime
{
    private RoutingDatabase _room = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Database Database => _room.Database;

    public async ValueTask InitializeAsync() => _room = await RoutingDatabase.OpenAsync(Token);

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    [Fact]
    public async Task A_chain_is_there_after_a_restart_until_it_is_removed()
    {
        using (var chains = new SavedChains(Database))
        {
            await chains.SaveAsync(Chain("coding", "simulator/echo"), Token);
            await chains.SaveAsync(Chain("coding", "simulator/lorem"), Token);
        }

        using var next = new SavedChains(Database);
        Assert.True(await next.RefreshAsync(Token));
        Assert.Equal(Chain("coding", "simulator/lorem"), Assert.Single(next.Current));
        Assert.True(await next.RemoveAsync("coding", Token));
        Assert.False(await next.RemoveAsync("coding", Token));
        Assert.Empty(next.Current);
    }

    [Fact]
    public async Task Another_node_sees_a_change_at_its_next_look()
    {
        using var here = new SavedChains(Database);
        using var there = new SavedChains(Database);
        var told = 0;
        there.Changed += () => told++;
        Assert.False(await there.RefreshAsync(Token));

        await here.SaveAsync(Chain("coding", "simulator/echo"), Token);

        Assert.True(await there.RefreshAsync(Token));
        Assert.False(await there.RefreshAsync(Token));
        Assert.Single(there.Current);
        Assert.Equal(1, told);
    }

    [Fact]
    public async Task No_reload_loses_a_chain_and_a_change_holds_at_once()
    {
        using var chains = new SavedChains(Database);
        var holder = Holder(chains);
        await chains.SaveAsync(Chain("coding", "simulator/lorem"), Token);
        Assert.Equal("simulator/lorem", First(holder.Current, "coding"));

        for (var i = 0; i < 10; i++)
        {
            Assert.True(holder.Reload());
            holder.Rebuild();
            Assert.Equal("simulator/lorem", First(holder.Current, "coding"));
        }

        await chains.SaveAsync(Chain("coding", "simulator/echo"), Token);
        Assert.Equal("simulator/echo", First(holder.Current, "coding"));
        await chains.RemoveAsync("coding", Token);
        Assert.Null(First(holder.Current, "coding"));
    }

    private static SnapshotHolder Holder(SavedChains chains)
    {
        var builder = new SnapshotBuilder(SnapshotCatalog.Embedded(), static _ => null);
        var holder = new SnapshotHolder(builder, new SnapshotSources(static () => new ConfigLoad(WeirConfig.Empty, [])) { Chains = () => chains.Current }, TimeProvider.System, NullLogger<SnapshotHolder>.Instance);
        chains.Changed += holder.Rebuild;
        return holder;
    }

    private static string? First(RoutingSnapshot snapshot, string name) => snapshot.Models.Resolve(name, []) is Resolution.Found { Targets: [var target, ..] } ? target.Name : null;

    private static SavedChain Chain(string name, string target) =>
        new() { Name = name, Settings = $$"""{"targets": ["{{target}}"]}""", SetAt = DateTimeOffset.FromUnixTimeMilliseconds(1_790_000_000_000), SetBy = "local" };
}

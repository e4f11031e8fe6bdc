using Microsoft.Extensions.Logging.Abstractions;
using Weir.Catalog.Snapshot;
using Weir.Routing.Configuration;
using Weir.Routing.Overrides;
using Weir.Routing.Snapshots;
using Weir.Storage.Sqlite;

namespace Weir.Routing.Tests.Overrides;

public sealed class OverrideBoardTests : IAsyncLifetime
{
    private RoutingDatabase _room = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Database Database => _room.Database;

    public async ValueTask InitializeAsync() => _room = await RoutingDatabase.OpenAsync(Token);

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    [Fact]
    public async Task A_lasting_override_is_there_after_a_restart_and_a_temporary_one_is_not()
    {
        using (var board = await OpenAsync())
        {
            await board.SetAsync(Set(OverrideScope.Gateway, "", "a/m"), Token);
            await board.SetAsync(Set(OverrideScope.Key, "ci", "b/m", temporary: true), Token);
            Assert.Equal(["a/m", "b/m"], board.Current.All.Select(static set => set.Target));
        }

        using var next = await OpenAsync();

        var kept = Assert.Single(next.Current.All);
        Assert.Equal(Set(OverrideScope.Gateway, "", "a/m"), kept);
    }

    [Fact]
    public async Task A_temporary_override_lies_over_a_lasting_one_and_a_reset_takes_both()
    {
        using var board = await OpenAsync();
        await board.SetAsync(Set(OverrideScope.Gateway, "", "lasting/m"), Token);
        await board.SetAsync(Set(OverrideScope.Gateway, "", "temporary/m", temporary: true), Token);
        Assert.Equal("temporary/m", board.Current.Find(OverrideScope.Gateway)?.Target);

        var held = await board.RemoveAsync(OverrideScope.Gateway, "", Token);

        Assert.Equal("temporary/m", held?.Target);
        Assert.Empty(board.Current.All);
        using var next = await OpenAsync();
        Assert.Empty(next.Current.All);
    }

    [Fact]
    public async Task A_lasting_override_replaces_a_temporary_one_of_its_scope()
    {
        using var board = await OpenAsync();
        await board.SetAsync(Set(OverrideScope.Gateway, "", "temporary/m", temporary: true), Token);

        await board.SetAsync(Set(OverrideScope.Gateway, "", "lasting/m"), Token);

        Assert.Equal("lasting/m", Assert.Single(board.Current.All).Target);
    }

    [Fact]
    public async Task Another_node_sees_a_change_at_its_next_look_and_keeps_its_own_temporary_ones()
    {
        using var here = await OpenAsync();
        using var there = await OpenAsync();
        await there.SetAsync(Set(OverrideScope.Key, "own", "there/m", temporary: true), Token);

        await here.SetAsync(Set(OverrideScope.Gateway, "", "a/m"), Token);

        Assert.True(await there.RefreshAsync(Token));
        Assert.False(await there.RefreshAsync(Token));
        Assert.Equal(["a/m", "there/m"], there.Current.All.Select(static set => set.Target));
        Assert.Equal(["a/m"], here.Current.All.Select(static set => set.Target));
    }

    [Fact]
    public async Task A_thousand_reloads_of_anything_else_lose_no_override()
    {
        using var board = await OpenAsync();
        var holder = Holder(board);
        await board.SetAsync(Set(OverrideScope.Gateway, "", "simulator/lorem"), Token);
        using var stop = new CancellationTokenSource();
        var seen = 0;
        var reads = new TaskCompletionSource();
        var reader = Task.Run(
            () =>
            {
                for (long last = 0; !stop.IsCancellationRequested;)
                {
                    reads.TrySetResult();
                    var snapshot = holder.Current;
                    Assert.True(snapshot.Version >= last);
                    Assert.Equal("simulator/lorem", snapshot.Overrides.Find(OverrideScope.Gateway)?.Target);
                    last = snapshot.Version;
                    seen++;
                }
            },
            Token);

        // On a busy machine all would be over before it begins.
        await reads.Task.WaitAsync(Token);
        var other = Task.Run(async () =>
        {
            for (var i = 0; i < 50; i++)
            {
                await board.SetAsync(Set(OverrideScope.Key, $"key{i}", "simulator/echo", temporary: i % 2 == 0), Token);
            }
        });
        for (var i = 0; i < 1000; i++)
        {
            if (i % 2 == 0)
            {
                Assert.True(holder.Reload());
            }
            else
            {
                holder.Rebuild();
            }
        }

        await other;
        await stop.CancelAsync();
        await reader;
        Assert.True(seen > 0);
        Assert.Equal(51, holder.Current.Overrides.All.Count);
    }

    private static SnapshotHolder Holder(OverrideBoard board)
    {
        var builder = new SnapshotBuilder(SnapshotCatalog.Embedded(), static _ => null);
        var holder = new SnapshotHolder(builder, new SnapshotSources(static () => new ConfigLoad(WeirConfig.Empty, [])) { Overrides = () => board.Current }, TimeProvider.System, NullLogger<SnapshotHolder>.Instance);
        board.Changed += holder.Override;
        return holder;
    }

    private static ModelOverride Set(OverrideScope scope, string id, string target, bool temporary = false) =>
        new() { Scope = scope, ScopeId = id, Target = target, IsTemporary = temporary, SetAt = DateTimeOffset.UnixEpoch, SetBy = "ops" };

    private async Task<OverrideBoard> OpenAsync()
    {
        var board = new OverrideBoard(Database);
        await board.RefreshAsync(Token);
        return board;
    }
}

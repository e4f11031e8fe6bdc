using Microsoft.Extensions.Logging.Abstractions;
using Weir.Catalog;
using Weir.Routing.Configuration;
using Weir.Routing.Snapshots;

namespace Weir.Routing.Tests.Snapshots;

public sealed class ConfigWatcherTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"weir-{Guid.NewGuid():n}.yaml");
    private int _reads;

    [Fact]
    public async Task A_change_is_read_once_whoever_reads_it()
    {
        await WriteAsync("version: 2");
        var holder = new SnapshotHolder(
            new SnapshotBuilder(EmbeddedCatalog, static _ => null), new SnapshotSources(Load), TimeProvider.System, NullLogger<SnapshotHolder>.Instance);
        using var watcher = new ConfigWatcher(_path, holder, new Quick(), NullLogger<ConfigWatcher>.Instance);
        await watcher.StartAsync(TestContext.Current.CancellationToken);
        await AssertReadsAsync(1);

        await WriteAsync("version: 2\n# by an editor\n");
        await AssertReadsAsync(2);

        await WriteAsync("version: 2\n# by a command that has it read at once\n");
        holder.Reload();
        await AssertReadsAsync(3);

        await WriteAsync("version: none");
        await AssertReadsAsync(4);
        Assert.True(holder.Status.IsStale);
        await watcher.StopAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose() => File.Delete(_path);

    private static IProviderCatalog EmbeddedCatalog => Weir.Catalog.Snapshot.SnapshotCatalog.Embedded();

    private ConfigLoad Load()
    {
        Interlocked.Increment(ref _reads);
        return ConfigLoader.Load(_path, EmbeddedCatalog, static _ => null) with { Stamp = FileStamp.Of(_path) };
    }

    // In one step: half a file would be a change of its own.
    private async Task WriteAsync(string text)
    {
        await File.WriteAllTextAsync(_path + ".new", text, TestContext.Current.CancellationToken);
        File.Move(_path + ".new", _path, overwrite: true);
    }

    // A look takes ten milliseconds here: more reads than expected would come soon after.
    private async Task AssertReadsAsync(int expected)
    {
        for (var wait = 0; Volatile.Read(ref _reads) < expected && wait < 1_000; wait++)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        await Task.Delay(150, TestContext.Current.CancellationToken);
        Assert.Equal(expected, Volatile.Read(ref _reads));
    }

    private sealed class Quick : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, dueTime / 50, period / 50);
    }
}

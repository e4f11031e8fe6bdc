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
        await LookAsync();
        Assert.Equal(1, _reads);

        await WriteAsync("version: 2\n# by an editor\n");
        await LookAsync();
        Assert.Equal(2, _reads);

        await WriteAsync("version: 2\n# by a command that has it read at once\n");
        holder.Reload();
        await LookAsync();
        Assert.Equal(3, _reads);

        await WriteAsync("version: none");
        await LookAsync();
        Assert.Equal(4, _reads);
        Assert.True(holder.Status.IsStale);
        await watcher.StopAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose() => File.Delete(_path);

    private static IProviderCatalog EmbeddedCatalog => Weir.Catalog.Snapshot.SnapshotCatalog.Embedded();

    private ConfigLoad Load()
    {
        _reads++;
        return ConfigLoader.Load(_path, EmbeddedCatalog, static _ => null) with { Stamp = FileStamp.Of(_path) };
    }

    private Task WriteAsync(string text) => File.WriteAllTextAsync(_path, text, TestContext.Current.CancellationToken);

    // A look takes ten milliseconds here; a few more than a change needs.
    private static Task LookAsync() => Task.Delay(150, TestContext.Current.CancellationToken);

    private sealed class Quick : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, dueTime / 50, period / 50);
    }
}

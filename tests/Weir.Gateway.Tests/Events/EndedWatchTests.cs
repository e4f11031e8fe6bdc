using Microsoft.Extensions.DependencyInjection;
using Weir.Gateway.Events;
using Weir.Metering;
using Weir.Metering.Ledger;
using Weir.Metering.Usage;
using Weir.Storage;
using Weir.Storage.Folders;
using Weir.Storage.Migrations;

namespace Weir.Gateway.Tests.Events;

/// <summary>On a real ledger.</summary>
public sealed class EndedWatchTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("weir-ended-").FullName;
    private ServiceProvider? _services;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_ended_before_the_start_is_not_told_and_what_ends_later_is_told_once()
    {
        await BookAsync(("before", Start.AddSeconds(-1)));
        var watch = await StartAsync();
        await BookAsync(("one", Start.AddSeconds(1)), ("two", Start.AddSeconds(2)));

        Assert.Equal(["two", "one"], await LookAsync(watch));
        Assert.Empty(await LookAsync(watch));
    }

    [Fact]
    public async Task A_row_that_comes_a_moment_late_is_told_too()
    {
        var watch = await StartAsync();
        await BookAsync(("other-nodes", Start.AddSeconds(3)));
        await LookAsync(watch);
        await BookAsync(("late", Start.AddSeconds(2)));

        Assert.Equal(["late"], await LookAsync(watch));
        Assert.Equal(Start.AddSeconds(3), watch.Position.At);
    }

    [Fact]
    public async Task A_long_request_is_told_when_it_ends_not_by_when_it_came()
    {
        var watch = await StartAsync();
        await BookAsync(("short", Start.AddSeconds(1)));
        await LookAsync(watch);
        await BookAsync(("a-long-one", Start.AddSeconds(30)));

        Assert.Equal(["a-long-one"], await LookAsync(watch));
    }

    [Fact]
    public async Task A_burst_is_told_by_its_last_batch()
    {
        var watch = await StartAsync();
        await BookAsync([.. Enumerable.Range(0, EndedWatch.LargestBatch + 50).Select(static i => ($"req-{i:D4}", Start.AddSeconds(1).AddMilliseconds(i)))]);

        var told = await LookAsync(watch);

        Assert.Equal(EndedWatch.LargestBatch, told.Count);
        Assert.Equal(("req-0249", "req-0050"), (told[0], told[^1]));
        Assert.Empty(await LookAsync(watch));
    }

    [Fact]
    public async Task Any_node_goes_on_from_a_position_or_says_that_it_is_too_much()
    {
        var watch = await StartAsync();
        await BookAsync(("one", Start.AddSeconds(1)));
        await LookAsync(watch);
        var position = LedgerPosition.Parse(watch.Position.ToString())!.Value;
        await BookAsync(("two", Start.AddSeconds(5)));
        var other = new EndedWatch(_services!.GetRequiredService<EndedRequests>());

        Assert.Equal(["two", "one"], (await other.SinceAsync(position, Token))!.Select(static request => request.Id));
        await BookAsync([.. Enumerable.Range(0, EndedWatch.LargestBatch).Select(static i => ($"many-{i}", Start.AddSeconds(6)))]);
        Assert.Null(await other.SinceAsync(position, Token));
    }

    public async ValueTask InitializeAsync()
    {
        _services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddStorage(DataFolder.Open(_folder)).AddMetering().BuildServiceProvider();
        await _services.GetRequiredService<Migrator>().MigrateAsync(Token);
        await _services.GetRequiredService<UsageLedger>().StartAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _services!.GetRequiredService<UsageLedger>().StopAsync(CancellationToken.None);
        await _services!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<EndedWatch> StartAsync()
    {
        var watch = new EndedWatch(_services!.GetRequiredService<EndedRequests>());
        await watch.StartAsync(Start, Token);
        return watch;
    }

    private static async Task<IReadOnlyList<string>> LookAsync(EndedWatch watch) => [.. (await watch.LookAsync(Token)).Select(static request => request.Id)];

    /// <summary>Books requests that took ten seconds.</summary>
    private async Task BookAsync(params (string Id, DateTimeOffset EndedAt)[] requests)
    {
        var ledger = _services!.GetRequiredService<UsageLedger>();
        foreach (var (id, endedAt) in requests)
        {
            ledger.Append(new UsageRecord
            {
                Id = id,
                Time = endedAt.AddSeconds(-10),
                Dialect = "openai-chat",
                Operation = "chat",
                Status = 200,
                Duration = TimeSpan.FromSeconds(10),
                Attempts = [],
            });
        }

        await ledger.FlushAsync(Token);
    }
}

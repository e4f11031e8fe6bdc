using Weir.Gateway.Caching;
using Weir.Routing.Configuration;

namespace Weir.Gateway.Tests.Caching;

public sealed class AnswerCacheTests
{
    private static readonly CacheConfig InDatabase = new() { Enabled = true, InDatabase = true };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_in_the_database_outlives_the_process()
    {
        await using var room = await CacheRoom.OpenAsync(InDatabase);
        await room.Cache.StartAsync(Token);
        var answer = Answer(room, 2000) with { Dropped = "temperature" };
        room.Cache.Keep("a", answer, room.Settings);
        await room.Cache.StopAsync(Token);

        using var next = room.NewCache();
        var found = await next.FindAsync("a", room.Settings, Token);
        Assert.Equal(answer with { Body = default }, found! with { Body = default });
        Assert.Equal(answer.Body.ToArray(), found.Body.ToArray());
        Assert.Null(await next.FindAsync("b", room.Settings, Token));

        room.Now += room.Settings.Ttl;
        using var late = room.NewCache();
        Assert.Null(await late.FindAsync("a", room.Settings, Token));
    }

    [Fact]
    public async Task A_sweep_takes_what_is_too_old_and_what_is_too_much()
    {
        await using var room = await CacheRoom.OpenAsync(InDatabase with { MaxBytes = 2 * Size });
        var rows = new DatabaseAnswers(room.Database);
        for (var i = 0; i < 5; i++)
        {
            await rows.KeepAsync($"k{i}", Answer(room, 1000), Token);
            room.Now += TimeSpan.FromMinutes(10);
        }

        await room.Cache.SweepAsync(Token);
        Assert.Equal(2, await room.RowsAsync());
        Assert.NotNull(await rows.FindAsync("k4", DateTimeOffset.UnixEpoch, Token));

        room.Now += TimeSpan.FromMinutes(45);
        await room.Cache.SweepAsync(Token);
        Assert.Equal(1, await room.RowsAsync());
    }

    [Fact]
    public async Task A_cache_that_is_switched_off_is_emptied()
    {
        await using var room = await CacheRoom.OpenAsync(InDatabase);
        await new DatabaseAnswers(room.Database).KeepAsync("a", Answer(room, 1000), Token);
        room.Memory.Keep("a", Answer(room, 1000), long.MaxValue);

        room.Settings = room.Settings with { Enabled = false };
        await room.Cache.SweepAsync(Token);

        Assert.Equal((0, 0), (await room.RowsAsync(), room.Memory.Count));
    }

    private static long Size => new CachedAnswer(default, "acme/m", "application/json", null, new byte[1000]).Size;

    private static CachedAnswer Answer(CacheRoom room, int length) => new(room.Now, "acme/m", "application/json", null, new byte[length]);
}

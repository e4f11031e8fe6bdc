using System.Diagnostics;
using Dapper;
using Weir.Credentials.Refresh;
using Weir.Credentials.Tests.Stores;

namespace Weir.Credentials.Tests.Refresh;

public sealed class DatabaseLeasesTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    public DatabaseLeasesTests() => _folder.Migrate();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private DatabaseLeases Leases => new(_folder.Database, TimeProvider.System);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task One_holds_a_lease_at_a_time()
    {
        var (inside, most) = (0, 0);
        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(async () =>
        {
            await using var lease = await Leases.AcquireAsync("work", Token);
            most = Math.Max(most, Interlocked.Increment(ref inside));
            await Task.Delay(5, Token);
            Interlocked.Decrement(ref inside);
        })));

        Assert.Equal(1, most);
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task Leases_of_two_connections_are_apart()
    {
        await using var one = await Leases.AcquireAsync("one", Token);
        await using var two = await Leases.AcquireAsync("two", Token).AsTask().WaitAsync(TimeSpan.FromSeconds(10), Token);

        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    public async Task A_lease_that_is_held_keeps_others_waiting_until_they_give_up()
    {
        await using var lease = await Leases.AcquireAsync("work", Token);
        using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Leases.AcquireAsync("work", impatient.Token).AsTask());
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(30, false)]
    [InlineData(3600, true)]
    public async Task A_lease_of_another_machine_is_free_when_it_ended_or_ends_later_than_any_can(int endsInSeconds, bool isFree)
    {
        await PutAsync("elsewhere|pid:[1]|1|abc", TimeSpan.FromSeconds(endsInSeconds));

        Assert.Equal(isFree, await CanTakeAsync());
    }

    [Fact]
    public async Task A_lease_of_a_process_that_is_gone_is_free_at_once()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "The program `true` is a Unix one.");
        using var process = Process.Start("true");
        await process.WaitForExitAsync(Token);
        var mine = LeaseHolder.New().Split('|');
        await PutAsync($"{mine[0]}|{mine[1]}|{process.Id}|abc", TimeSpan.FromSeconds(59));

        Assert.True(await CanTakeAsync());
    }

    [Fact]
    public void A_process_that_began_after_the_lease_was_taken_is_another_with_the_same_number()
    {
        var mine = LeaseHolder.New();
        using var self = Process.GetCurrentProcess();

        Assert.False(LeaseHolder.IsGone(mine, DateTimeOffset.UtcNow));
        Assert.True(LeaseHolder.IsGone(mine, new DateTimeOffset(self.StartTime.ToUniversalTime()).AddSeconds(-5)));
        Assert.False(LeaseHolder.IsGone("elsewhere" + mine, DateTimeOffset.UnixEpoch));
    }

    [Fact]
    public async Task A_database_in_trouble_is_told_as_such()
    {
        await using (var db = await _folder.Database.OpenAsync(Token))
        {
            await db.ExecuteAsync("DROP TABLE credential_leases");
        }

        Assert.Equal(CredentialFailure.Unavailable, (await Assert.ThrowsAsync<CredentialException>(() => Leases.AcquireAsync("work", Token).AsTask())).Kind);
    }

    [Fact]
    public async Task A_lease_is_renewed_until_it_is_given_back_or_lost()
    {
        var (time, renewals, isFreed) = (new FastTime(), 0, false);
        var lease = new DatabaseLease(
            time,
            _ => Task.FromResult(Interlocked.Increment(ref renewals) < 3),
            () =>
            {
                isFreed = true;
                return Task.CompletedTask;
            });
        await Eventually.Async(() => Task.FromResult(Volatile.Read(ref renewals) == 3));
        await Task.Delay(50, Token);

        Assert.Equal(3, renewals);
        await lease.DisposeAsync();
        await lease.DisposeAsync();
        Assert.True(isFreed);
        Assert.All(time.Waits, wait => Assert.Equal(TimeSpan.FromSeconds(20), wait));
    }

    private async Task<bool> CanTakeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            await using var lease = await Leases.AcquireAsync("work", limit.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task PutAsync(string holder, TimeSpan endsIn)
    {
        await using var db = await _folder.Database.OpenAsync(Token);
        await db.ExecuteAsync(
            "INSERT INTO credential_leases (connection, holder, ends_at) VALUES ('work', @holder, @at)",
            new { holder, at = (DateTimeOffset.UtcNow + endsIn).ToUnixTimeMilliseconds() });
    }

    private async Task<long> CountAsync()
    {
        await using var db = await _folder.Database.OpenAsync(Token);
        return await db.ExecuteScalarAsync<long>("SELECT count(*) FROM credential_leases");
    }

    /// <summary>A clock whose timers fire at once.</summary>
    private sealed class FastTime : TimeProvider
    {
        public System.Collections.Concurrent.ConcurrentBag<TimeSpan> Waits { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime > TimeSpan.Zero)
            {
                Waits.Add(dueTime);
                dueTime = TimeSpan.FromMilliseconds(1);
            }

            return base.CreateTimer(callback, state, dueTime, period);
        }
    }
}

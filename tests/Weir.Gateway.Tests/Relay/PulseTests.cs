using Weir.Gateway.Relay;

namespace Weir.Gateway.Tests.Relay;

public sealed class PulseTests : IDisposable
{
    private readonly CancellationTokenSource _attempt = new();
    private readonly CountingHeartbeat _heartbeat = new();
    private readonly Pulse _pulse;

    public PulseTests()
    {
        _pulse = new Pulse(_heartbeat, TimeSpan.FromSeconds(5), _attempt);
    }

    [Fact]
    public void A_silent_upstream_makes_a_heartbeat_each_interval()
    {
        _pulse.Enter(TimeSpan.FromMinutes(1));
        _pulse.Tick(In(6));
        _pulse.Tick(In(8));
        _pulse.Tick(In(12));

        Assert.Equal(2, _heartbeat.Beats);
    }

    [Fact]
    public void There_is_no_heartbeat_before_the_interval_is_over()
    {
        _pulse.Enter(TimeSpan.FromMinutes(1));
        _pulse.Tick(In(4));

        Assert.Equal(0, _heartbeat.Beats);
    }

    [Fact]
    public void There_is_no_heartbeat_before_the_first_wait()
    {
        _pulse.Tick(In(6));

        Assert.Equal(0, _heartbeat.Beats);
    }

    [Fact]
    public async Task There_is_no_heartbeat_while_the_relay_is_busy()
    {
        _pulse.Enter(TimeSpan.FromMinutes(1));
        await _pulse.LeaveAsync();
        _pulse.Tick(In(6));

        Assert.Equal(0, _heartbeat.Beats);
    }

    [Fact]
    public void A_wait_that_takes_too_long_is_cancelled()
    {
        _pulse.Enter(TimeSpan.FromSeconds(10));
        _pulse.Tick(In(11));

        Assert.True(_attempt.IsCancellationRequested);
    }

    [Fact]
    public void A_wait_that_takes_too_long_is_known_as_a_time_out()
    {
        _pulse.Enter(TimeSpan.FromSeconds(10));
        _pulse.Tick(In(11));

        Assert.True(_pulse.TimedOut);
    }

    [Fact]
    public async Task A_busy_relay_never_times_out()
    {
        _pulse.Enter(TimeSpan.FromSeconds(10));
        await _pulse.LeaveAsync();
        _pulse.Tick(In(11));

        Assert.False(_pulse.TimedOut);
    }

    [Fact]
    public void Heartbeats_do_not_put_the_time_out_off()
    {
        _pulse.Enter(TimeSpan.FromSeconds(10));
        _pulse.Tick(In(6));
        _pulse.Tick(In(11));

        Assert.True(_pulse.TimedOut);
    }

    [Fact]
    public async Task Leaving_waits_for_a_heartbeat_on_its_way()
    {
        var gate = new TaskCompletionSource();
        _heartbeat.Sending = gate.Task;
        _pulse.Enter(TimeSpan.FromMinutes(1));
        _pulse.Tick(In(6));
        var leaving = _pulse.LeaveAsync().AsTask();
        var early = leaving.IsCompleted;
        gate.SetResult();
        await leaving.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        Assert.False(early);
    }

    [Fact]
    public async Task A_heartbeat_that_fails_does_not_fail_the_relay()
    {
        _heartbeat.Sending = Task.FromException(new IOException("The client is gone."));
        _pulse.Enter(TimeSpan.FromMinutes(1));
        _pulse.Tick(In(6));

        Assert.Null(await Record.ExceptionAsync(async () => await _pulse.LeaveAsync()));
    }

    [Fact]
    public async Task The_keeper_ticks_what_was_added_to_it()
    {
        using var keeper = new PulseKeeper(TimeProvider.System);
        keeper.Add(_pulse);
        await keeper.StartAsync(TestContext.Current.CancellationToken);
        _pulse.Enter(TimeSpan.Zero);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Delay(TimeSpan.FromSeconds(10), _attempt.Token));
    }

    [Fact]
    public void Pulses_leave_the_keeper_in_any_order()
    {
        using var keeper = new PulseKeeper(TimeProvider.System);
        var pulses = Enumerable.Range(0, 3).Select(_ => new Pulse(null, TimeSpan.Zero, _attempt)).ToArray();
        foreach (var pulse in pulses)
        {
            keeper.Add(pulse);
        }

        pulses[1].Dispose();
        pulses[2].Dispose();
        pulses[0].Dispose();

        Assert.All(pulses, static pulse => Assert.True(pulse is { Keeper: null, Next: null, Previous: null }));
    }

    public void Dispose()
    {
        _pulse.Dispose();
        _attempt.Dispose();
    }

    private static long In(int seconds) => Environment.TickCount64 + (seconds * 1000L);

    private sealed class CountingHeartbeat : IHeartbeat
    {
        public int Beats { get; private set; }

        public Task Sending { get; set; } = Task.CompletedTask;

        public ValueTask BeatAsync(CancellationToken cancellationToken)
        {
            Beats++;
            return new ValueTask(Sending);
        }
    }
}

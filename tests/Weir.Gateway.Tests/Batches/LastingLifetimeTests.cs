using Microsoft.AspNetCore.Http.Features;
using Weir.Gateway.Batches;

namespace Weir.Gateway.Tests.Batches;

public sealed class LastingLifetimeTests
{
    [Fact]
    public void A_client_that_hung_up_ends_the_call_a_minute_later()
    {
        var time = new OneTimer();
        using var client = new CancellationTokenSource();
        using var lasting = new LastingLifetime(new HttpRequestLifetimeFeature { RequestAborted = client.Token }, time);

        Assert.Equal(Timeout.InfiniteTimeSpan, time.Due);
        client.Cancel();
        Assert.Equal(TimeSpan.FromMinutes(1), time.Due);
        Assert.False(lasting.RequestAborted.IsCancellationRequested);
        time.Fire();
        Assert.True(lasting.RequestAborted.IsCancellationRequested);
    }

    private sealed class OneTimer : TimeProvider
    {
        private Action? _fire;

        public TimeSpan Due { get; private set; } = Timeout.InfiniteTimeSpan;

        public void Fire() => _fire!();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _fire = () => callback(state);
            Due = dueTime;
            return new Handle(this);
        }

        private sealed class Handle(OneTimer time) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                time.Due = dueTime;
                return true;
            }

            public void Dispose()
            {
                // Nothing runs.
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}

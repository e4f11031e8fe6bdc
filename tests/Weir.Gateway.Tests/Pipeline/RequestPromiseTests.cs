using Microsoft.AspNetCore.Http;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Tests.Fakes;

namespace Weir.Gateway.Tests.Pipeline;

public sealed class RequestPromiseTests
{
    [Fact]
    public void All_attempts_together_stay_within_the_clients_most()
    {
        using var context = Some.Context(new DefaultHttpContext(), Operations.ChatCompletions);

        Assert.True(context.TryPromise(60, 100));
        Assert.False(context.TryPromise(41, 100));
        Assert.True(context.TryPromise(40, 100));
        Assert.Equal(100, context.Promised);
    }

    [Fact]
    public void What_an_attempt_gives_back_the_next_one_has()
    {
        using var context = Some.Context(new DefaultHttpContext(), Operations.ChatCompletions);

        Assert.True(context.TryPromise(100, 100));
        Assert.False(context.TryPromise(1, 100));
        context.TakeBack(100);
        Assert.True(context.TryPromise(100, 100));
        Assert.False(context.TryPromise(long.MaxValue, long.MaxValue));
    }

    [Fact]
    public void Attempts_at_the_same_time_never_promise_more()
    {
        using var context = Some.Context(new DefaultHttpContext(), Operations.ChatCompletions);
        var taken = 0;

        Parallel.For(0, 1_000, _ =>
        {
            if (context.TryPromise(3, 100))
            {
                Interlocked.Increment(ref taken);
            }
        });

        Assert.Equal(33, taken);
    }
}

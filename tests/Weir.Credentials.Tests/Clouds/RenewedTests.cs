using Weir.Credentials.Clouds;

namespace Weir.Credentials.Tests.Clouds;

public sealed class RenewedTests
{
    private readonly CloudTime _time = new();
    private int _fetches;

    [Fact]
    public async Task FiveHundredCallers_MakeOneFetch()
    {
        var gate = new TaskCompletionSource();
        var renewed = Make(async () => await gate.Task);
        var callers = Enumerable.Range(0, 500).Select(_ => renewed.GetAsync(TestContext.Current.CancellationToken).AsTask()).ToList();
        gate.SetResult();
        Assert.All(await Task.WhenAll(callers), static value => Assert.Equal("1", value.Text));
        Assert.Equal(1, _fetches);
    }

    [Fact]
    public async Task NearItsEnd_TheValueServes_WhileTheNextIsFetched()
    {
        var renewed = Make();
        await renewed.GetAsync(TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromMinutes(56));
        var call = renewed.GetAsync(TestContext.Current.CancellationToken);
        Assert.True(call.IsCompletedSuccessfully);
        Assert.Equal("1", (await call).Text);
        await WaitUntilAsync(() => renewed.Latest?.Text == "2");
    }

    [Fact]
    public async Task AfterItsEnd_CallersWaitForTheNext()
    {
        var renewed = Make();
        await renewed.GetAsync(TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromMinutes(60));
        Assert.Equal("2", (await renewed.GetAsync(TestContext.Current.CancellationToken)).Text);
    }

    [Fact]
    public async Task OneCallerThatGivesUp_DoesNotEndTheFetchOfOthers()
    {
        var gate = new TaskCompletionSource();
        var renewed = Make(async () => await gate.Task);
        using var impatient = new CancellationTokenSource();
        var first = renewed.GetAsync(impatient.Token).AsTask();
        var second = renewed.GetAsync(TestContext.Current.CancellationToken).AsTask();
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.SetResult();
        Assert.Equal("1", (await second).Text);
    }

    [Fact]
    public async Task Replace_FetchesForARefusedValue_ButNotOverAndOver()
    {
        var renewed = Make();
        var first = await renewed.GetAsync(TestContext.Current.CancellationToken);
        Assert.False(await renewed.ReplaceAsync(value => value == first, TestContext.Current.CancellationToken));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(await renewed.ReplaceAsync(value => value == first, TestContext.Current.CancellationToken));
        Assert.True(await renewed.ReplaceAsync(value => value == first, TestContext.Current.CancellationToken));
        Assert.Equal(2, _fetches);
    }

    [Fact]
    public async Task State_SaysSignInAgain_ForAMoment_ThenItIsTriedAgain()
    {
        var renewed = Make(static () => throw new CredentialException(CredentialFailure.SignInNeeded, "Ended.", "Sign in."));
        Assert.Equal(AuthState.Ready, renewed.State);
        await Assert.ThrowsAsync<CredentialException>(async () => await renewed.GetAsync(TestContext.Current.CancellationToken));
        Assert.Equal(AuthState.SignInAgain, renewed.State);
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(AuthState.Ready, renewed.State);
    }

    private Renewed<Value> Make(Func<Task>? before = null) => new(
        async _ =>
        {
            var number = Interlocked.Increment(ref _fetches);
            await (before?.Invoke() ?? Task.CompletedTask);
            return new Value(number.ToString(System.Globalization.CultureInfo.InvariantCulture), _time.GetUtcNow().AddHours(1));
        },
        static value => value.EndsAt,
        _time);

    private static async Task WaitUntilAsync(Func<bool> condition)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(10));
        while (!condition())
        {
            await Task.Delay(10, limit.Token);
        }
    }

    private sealed record Value(string Text, DateTimeOffset EndsAt);
}

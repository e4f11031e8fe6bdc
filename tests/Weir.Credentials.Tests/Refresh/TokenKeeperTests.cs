using Weir.Credentials.Tests.Kit;
using Weir.Credentials.Tests.Stores;

namespace Weir.Credentials.Tests.Refresh;

/// <summary>Renewal in one process.</summary>
public sealed class TokenKeeperTests : IAsyncLifetime
{
    private readonly StoreFolder _folder = new();
    private readonly ManualTime _time = new(Node.Start);
    private TokenServer _server = null!;
    private Node _node = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await TokenServer.StartAsync();
        _node = new Node(_server, _folder, _time);
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Five_hundred_requests_at_an_ended_token_make_one_refresh()
    {
        await _node.SignInAsync(TimeSpan.Zero);

        Assert.Equal(["access-1"], await _node.SignManyAsync(500));

        Assert.Equal(1, _server.Asked);
        var stored = await _node.StoredAsync();
        Assert.Equal(("access-1", "refresh-1", _time.Now.AddHours(1)), (stored!.Access!.Reveal(), stored.Refresh!.Reveal(), stored.ExpiresAt));
        Assert.Equal("acme-1", stored.Facts["account_id"]);
    }

    [Fact]
    public async Task A_token_far_from_its_end_is_used_as_it_is()
    {
        await _node.SignInAsync(TimeSpan.FromHours(1));

        Assert.Equal(["access-0"], await _node.SignManyAsync(20));

        Assert.Equal(0, _server.Asked);
    }

    [Fact]
    public async Task Near_its_end_a_token_serves_while_the_next_one_is_fetched()
    {
        var answer = new TaskCompletionSource();
        _server.Before = () => answer.Task;
        await _node.SignInAsync(TimeSpan.FromHours(1));
        _time.Now += TimeSpan.FromMinutes(59.5);

        Assert.Equal(["access-0"], await _node.SignManyAsync(50));
        answer.SetResult();

        await Eventually.Async(async () => await _node.SignAsync() == "access-1");
        Assert.Equal(1, _server.Asked);
    }

    [Fact]
    public async Task Each_renewal_uses_the_refresh_token_of_the_last()
    {
        await _node.SignInAsync(TimeSpan.Zero);
        for (var number = 1; number <= 5; number++)
        {
            Assert.Equal($"access-{number}", await _node.SignAsync());
            _time.Now += TimeSpan.FromHours(2);
        }

        Assert.False(_server.SawReuse);
        Assert.Equal(5, _server.Asked);
    }

    [Fact]
    public async Task Tokens_that_live_shorter_than_the_early_renewal_are_not_renewed_at_each_request()
    {
        _server.Lifetime = 40;
        await _node.SignInAsync(TimeSpan.Zero);
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal("access-1", await _node.SignAsync());
        }

        Assert.Equal(1, _server.Asked);
    }

    [Fact]
    public async Task A_refused_refresh_marks_the_connection_and_asks_nobody_again()
    {
        _server.Revoke();
        await _node.SignInAsync(TimeSpan.Zero);

        var refused = await Assert.ThrowsAsync<CredentialException>(() => _node.SignAsync());

        Assert.Equal((CredentialFailure.SignInNeeded, "Sign in again: `weir auth login work`."), (refused.Kind, refused.Action));
        var stored = await _node.StoredAsync();
        Assert.Null(stored!.Access);
        Assert.Contains("no longer accepts the sign-in", stored.SignedOut, StringComparison.Ordinal);
        Assert.Equal(AuthState.SignInAgain, _node.Method.State);
        await Assert.ThrowsAsync<CredentialException>(() => _node.SignAsync());
        Assert.Equal(1, _server.Asked);
        Assert.DoesNotContain("refresh-0", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_in_again_works_at_once()
    {
        _server.Revoke();
        await _node.SignInAsync(TimeSpan.Zero);
        await Assert.ThrowsAsync<CredentialException>(() => _node.SignAsync());

        await _node.SignInAsync(TimeSpan.FromHours(1));

        Assert.Equal("access-0", await _node.SignAsync());
        Assert.Equal(AuthState.Ready, _node.Method.State);
    }

    [Fact]
    public async Task Trouble_of_the_server_leaves_the_old_token_in_use_and_is_not_asked_about_at_each_request()
    {
        _server.Trouble = 503;
        await _node.SignInAsync(TimeSpan.FromSeconds(65));
        _time.Now += TimeSpan.FromSeconds(60);
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal("access-0", await _node.SignAsync());
        }

        Assert.Equal(1, _server.Asked);
        _time.Now += TimeSpan.FromSeconds(4.9);
        Assert.Equal("access-0", await _node.SignAsync());
        Assert.Equal(2, _server.Asked);

        _time.Now += TimeSpan.FromSeconds(10);
        var failure = await Assert.ThrowsAsync<CredentialException>(() => _node.SignAsync());
        Assert.Equal(CredentialFailure.Unavailable, failure.Kind);
        Assert.Equal(AuthState.Ready, _node.Method.State);

        _server.Trouble = null;
        _time.Now += TimeSpan.FromMinutes(2);
        Assert.Equal("access-1", await _node.SignAsync());
    }

    [Fact]
    public async Task Five_hundred_requests_while_the_server_is_down_ask_it_once()
    {
        _server.Trouble = 500;
        await _node.SignInAsync(TimeSpan.Zero);
        var method = _node.Method;

        var failures = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => Task.Run(async () =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "https://llm.example");
            return await Record.ExceptionAsync(() => method.SignAsync(request, Token).AsTask());
        })));

        Assert.All(failures, failure => Assert.Equal(CredentialFailure.Unavailable, Assert.IsType<CredentialException>(failure).Kind));
        Assert.Equal(1, _server.Asked);
    }

    [Fact]
    public async Task A_caller_who_goes_does_not_end_the_refresh_of_the_others()
    {
        var (arrived, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        _server.Before = () =>
        {
            arrived.TrySetResult();
            return answer.Task;
        };
        await _node.SignInAsync(TimeSpan.Zero);
        using var going = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var first = _node.SignAsync(going.Token);
        await arrived.Task.WaitAsync(Token);
        var second = _node.SignAsync();

        await going.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        answer.SetResult();

        Assert.Equal("access-1", await second);
        Assert.Equal(1, _server.Asked);
        Assert.Equal("refresh-1", (await _node.StoredAsync())!.Refresh!.Reveal());
    }

    [Fact]
    public async Task A_refresh_that_nobody_waits_for_any_more_is_kept()
    {
        var (arrived, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        _server.Before = () =>
        {
            arrived.TrySetResult();
            return answer.Task;
        };
        await _node.SignInAsync(TimeSpan.Zero);
        using var going = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var only = _node.SignAsync(going.Token);
        await arrived.Task.WaitAsync(Token);
        await going.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => only);

        answer.SetResult();

        await Eventually.Async(async () => (await _node.StoredAsync())!.Refresh!.Reveal() == "refresh-1");
    }

    [Fact]
    public async Task The_end_of_the_program_waits_for_a_renewal_under_way()
    {
        var (arrived, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        _server.Before = () =>
        {
            arrived.TrySetResult();
            return answer.Task;
        };
        await _node.SignInAsync(TimeSpan.Zero);
        var waiting = _node.SignAsync();
        await arrived.Task.WaitAsync(Token);

        var ending = _node.Keepers.DisposeAsync().AsTask();
        Assert.False(ending.IsCompleted);
        answer.SetResult();
        await ending;

        Assert.Equal("refresh-1", (await _node.StoredAsync())!.Refresh!.Reveal());
        Assert.Equal("access-1", await waiting);
    }

    [Fact]
    public async Task Logging_out_while_a_refresh_is_under_way_stays_logged_out()
    {
        var (arrived, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        _server.Before = () =>
        {
            arrived.TrySetResult();
            return answer.Task;
        };
        await _node.SignInAsync(TimeSpan.Zero);
        var waiting = _node.SignAsync();
        await arrived.Task.WaitAsync(Token);

        Assert.True(await _node.Vault.DeleteAsync("work", Token));
        answer.SetResult();

        Assert.Equal(CredentialFailure.SignInNeeded, (await Assert.ThrowsAsync<CredentialException>(() => waiting)).Kind);
        Assert.Null(await _node.StoredAsync());
    }

    [Fact]
    public async Task A_refresh_by_hand_renews_a_token_that_still_works()
    {
        await _node.SignInAsync(TimeSpan.FromHours(1));

        await _node.Method.RefreshAsync(Token);

        Assert.Equal("access-1", await _node.SignAsync());
    }

    [Fact]
    public async Task A_token_without_a_refresh_token_serves_until_its_end()
    {
        await _node.Vault.WriteAsync(
            "work",
            new StoredCredential { Method = "oauth", Provider = "openai", Access = new Secret("access-0"), ExpiresAt = _time.Now.AddMinutes(1) },
            Token);

        Assert.Equal("access-0", await _node.SignAsync());
        _time.Now += TimeSpan.FromMinutes(2);

        Assert.Equal(AuthState.SignInAgain, _node.Method.State);
        Assert.Equal(CredentialFailure.SignInNeeded, (await Assert.ThrowsAsync<CredentialException>(() => _node.SignAsync())).Kind);
        Assert.Equal(0, _server.Asked);
    }

    [Theory]
    [InlineData(-60)]
    [InlineData(60)]
    public async Task A_servers_wrong_clock_does_not_make_a_token_older_or_younger(int minutes)
    {
        var clock = _time.Now.AddMinutes(minutes);
        _server.Lifetime = null;
        _server.Clock = clock;
        _server.AccessOf = _ => Jwt(clock.AddMinutes(30));
        await _node.SignInAsync(TimeSpan.Zero);

        await _node.SignAsync();

        var end = (await _node.StoredAsync())!.ExpiresAt!.Value;
        Assert.InRange(end, _time.Now.AddMinutes(30).AddSeconds(-2), _time.Now.AddMinutes(30).AddSeconds(2));
    }

    private static string Jwt(DateTimeOffset end) =>
        $"e30.{System.Buffers.Text.Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes($$"""{"exp":{{end.ToUnixTimeSeconds()}}}"""))}.sig";
}

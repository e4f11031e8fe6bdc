using Weir.Credentials.Tests.OAuth.Kit;
using Weir.TestKit.OAuth;

namespace Weir.Credentials.Tests.OAuth.Grants;

/// <summary>RFC 8628, with servers that behave and servers that don't.</summary>
public sealed class DeviceCodeGrantTests
{
    private readonly QuickTime _time = new(100);

    [Fact]
    public async Task The_code_is_shown_and_the_token_fetched_once_it_was_typed()
    {
        await using var server = await StartAsync();
        await using var run = SignInRun.Start(Flows.Device(server), _time);

        var step = await run.Attempt.StepAsync();
        Assert.Equal(server.Devices.LastUserCode, step.UserCode);
        Assert.Equal($"{server.Url("/activate")}?user_code={step.UserCode}", step.Url);
        Assert.False(step.TakesPaste);
        Assert.InRange(step.ExpiresAt!.Value - _time.GetUtcNow(), TimeSpan.FromSeconds(200), TimeSpan.FromSeconds(600));
        await AskedAsync(server, 2);
        Assert.False(run.Done.IsCompleted);
        server.Devices.Approve(step.UserCode!);
        var before = _time.GetUtcNow();
        var credential = await run.CredentialAsync();

        Assert.Equal(("oauth", "acme", "device", "token-1-1"), (credential.Method, credential.Provider, credential.Flow, credential.Access!.Reveal()));
        Assert.StartsWith("refresh-1-1-", credential.Refresh!.Reveal(), StringComparison.Ordinal);
        Assert.InRange(credential.ExpiresAt!.Value - before, TimeSpan.FromSeconds(3599), TimeSpan.FromSeconds(3900));
        Assert.Equal("id.acme.example", credential.Facts["host"]);
        Assert.Equal("a b", server.Devices.Scope);
        Assert.Equal(0, server.Devices.TooSoon);
        Assert.Empty(server.Complaints);
    }

    [Fact]
    public async Task Slow_down_is_obeyed_for_good()
    {
        await using var server = await StartAsync(new ServerRules { DeviceLifetime = 3000 });
        await using var run = SignInRun.Start(Flows.Device(server), _time);
        var step = await run.Attempt.StepAsync();

        server.Devices.SlowDown(2);
        await AskedAsync(server, 5);
        server.Devices.Approve(step.UserCode!);
        await run.CredentialAsync();

        Assert.Equal(0, server.Devices.TooSoon);
    }

    [Fact]
    public async Task A_server_that_names_no_interval_is_asked_every_five_seconds()
    {
        await using var server = await StartAsync(new ServerRules { Interval = null, NamesWholePage = false });
        await using var run = SignInRun.Start(Flows.Device(server) with { PollMargin = 3 }, _time);

        var step = await run.Attempt.StepAsync();
        Assert.Equal(server.Url("/activate"), step.Url);
        await AskedAsync(server, 2);
        server.Devices.Approve(step.UserCode!);
        await run.CredentialAsync();

        Assert.Equal(0, server.Devices.TooSoon);
    }

    [Fact]
    public async Task A_code_that_the_server_calls_expired_ends_the_wait()
    {
        await using var server = await StartAsync();
        await using var run = SignInRun.Start(Flows.Device(server), _time);

        server.Devices.Expire((await run.Attempt.StepAsync()).UserCode!);
        var failure = await run.FailureAsync();

        Assert.Equal((CredentialFailure.SignInNeeded, "The time to sign in at 127.0.0.1 ran out."), (failure.Kind, failure.Message));
    }

    [Fact]
    public async Task A_code_whose_time_is_over_ends_the_wait_though_the_server_says_nothing()
    {
        await using var server = await StartAsync(new ServerRules { DeviceLifetime = 12, TellsExpiry = false });
        await using var run = SignInRun.Start(Flows.Device(server), _time);

        var failure = await run.FailureAsync();

        Assert.Contains("ran out", failure.Message, StringComparison.Ordinal);
        Assert.InRange(server.Calls.Count(static path => path == "/token"), 1, 2);
    }

    [Fact]
    public async Task A_person_who_says_no_ends_the_wait()
    {
        await using var server = await StartAsync();
        await using var run = SignInRun.Start(Flows.Device(server), _time);

        server.Devices.Deny((await run.Attempt.StepAsync()).UserCode!);
        var failure = await run.FailureAsync();

        Assert.Equal(CredentialFailure.SignInNeeded, failure.Kind);
        Assert.Contains("access was denied", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ServerFault.Error500)]
    [InlineData(ServerFault.BadGateway)]
    [InlineData(ServerFault.HangUp)]
    [InlineData(ServerFault.Oversized)]
    public async Task Trouble_while_waiting_is_waited_out(ServerFault fault)
    {
        await using var server = await StartAsync(new ServerRules { DeviceLifetime = 3000 });
        server.Fail("/token", fault, fault);
        await using var run = SignInRun.Start(Flows.Device(server), _time);

        var step = await run.Attempt.StepAsync();
        await AskedAsync(server, 3);
        server.Devices.Approve(step.UserCode!);

        Assert.Equal("token-1-1", (await run.CredentialAsync()).Access!.Reveal());
        Assert.Equal(0, server.Devices.TooSoon);
    }

    [Fact]
    public async Task A_server_that_never_answers_is_asked_again()
    {
        await using var server = await StartAsync(new ServerRules { DeviceLifetime = 3000 });
        server.Fail("/token", ServerFault.Silence);
        await using var run = SignInRun.Start(Flows.Device(server), _time, timeout: TimeSpan.FromSeconds(100));

        server.Devices.Approve((await run.Attempt.StepAsync()).UserCode!);

        Assert.Equal("token-1-1", (await run.CredentialAsync()).Access!.Reveal());
        Assert.Equal(2, server.Calls.Count(static path => path == "/token"));
    }

    [Theory]
    [InlineData("/device", ServerFault.Html)]
    [InlineData("/device", ServerFault.Error500)]
    [InlineData("/device", ServerFault.HangUp)]
    [InlineData("/device", ServerFault.Oversized)]
    [InlineData("/device", ServerFault.Redirect)]
    [InlineData("/token", ServerFault.Html)]
    [InlineData("/token", ServerFault.Redirect)]
    public async Task An_answer_that_makes_no_sense_ends_it(string path, ServerFault fault)
    {
        await using var server = await StartAsync();
        server.Fail(path, fault);
        await using var run = SignInRun.Start(Flows.Device(server), _time);

        var failure = await run.FailureAsync();

        Assert.Equal(CredentialFailure.Unavailable, failure.Kind);
        Assert.StartsWith("127.0.0.1 ", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("/elsewhere", server.Calls);
        Assert.DoesNotContain("<html>", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, false, null)]
    [InlineData(false, true, "s3cret/of+a product")]
    [InlineData(false, false, "s3cret")]
    public async Task The_client_shows_itself_as_the_flow_says(bool json, bool basic, string? secret)
    {
        await using var server = await StartAsync(new ServerRules { WantsJson = json, WantsBasic = basic, ClientSecret = secret });
        await using var run = SignInRun.Start(Flows.Device(server), _time);

        server.Devices.Approve((await run.Attempt.StepAsync()).UserCode!);
        await run.CredentialAsync();

        Assert.Empty(server.Complaints);
    }

    [Fact]
    public async Task A_client_that_is_not_known_is_told_so()
    {
        await using var server = await StartAsync();
        await using var run = SignInRun.Start(Flows.Device(server) with { ClientId = "another" }, _time);

        var failure = await run.FailureAsync();

        Assert.Equal((CredentialFailure.Misconfigured, "Check auth.client_id of the connection."), (failure.Kind, failure.Action));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://id.acme.example/activate")]
    public async Task A_page_that_a_browser_should_not_open_is_refused(string page)
    {
        await using var server = await StartAsync(new ServerRules { VerificationPage = page });
        await using var run = SignInRun.Start(Flows.Device(server), _time);

        Assert.Equal(CredentialFailure.Misconfigured, (await run.FailureAsync()).Kind);
    }

    [Fact]
    public async Task A_wrong_clock_of_the_server_changes_nothing()
    {
        await using var server = await StartAsync(new ServerRules { ClockSkew = TimeSpan.FromHours(-7) });
        await using var run = SignInRun.Start(Flows.Device(server), _time);

        server.Devices.Approve((await run.Attempt.StepAsync()).UserCode!);
        var credential = await run.CredentialAsync();

        Assert.InRange(credential.ExpiresAt!.Value - _time.GetUtcNow(), TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(60));
    }

    [Fact]
    public async Task A_token_that_is_no_bearer_token_is_refused()
    {
        await using var server = await StartAsync(new ServerRules { TokenType = "mac" });
        await using var run = SignInRun.Start(Flows.Device(server), _time);

        server.Devices.Approve((await run.Attempt.StepAsync()).UserCode!);

        Assert.Contains("no bearer token", (await run.FailureAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_in_that_is_called_off_asks_no_more()
    {
        await using var server = await StartAsync();
        await using var run = SignInRun.Start(Flows.Device(server), _time);
        await AskedAsync(server, 1);

        await run.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(run.CredentialAsync);
        var asked = server.Calls.Count;
        await Task.Delay(200, TestContext.Current.CancellationToken);
        Assert.Equal(asked, server.Calls.Count);
    }

    private Task<AuthorizationServer> StartAsync(ServerRules? rules = null) => AuthorizationServer.StartAsync(rules, _time);

    private static async Task AskedAsync(AuthorizationServer server, int times)
    {
        for (var i = 0; i < 2000 && server.Calls.Count(static path => path == "/token") < times; i++)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.True(server.Calls.Count(static path => path == "/token") >= times);
    }
}

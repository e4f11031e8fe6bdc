using Weir.Credentials.Tests.OAuth.Kit;
using Weir.TestKit.OAuth;

namespace Weir.Credentials.Tests.OAuth.Grants;

/// <summary>OpenAI's own device flow.</summary>
public sealed class OpenAiDeviceGrantTests
{
    private const string Ask = "/api/accounts/deviceauth/token";

    private readonly QuickTime _time = new(100);

    [Fact]
    public async Task The_code_of_the_server_is_exchanged_with_its_proof_key()
    {
        await using var server = await AuthorizationServer.StartAsync(time: _time);
        server.Fail(Ask, ServerFault.BadGateway, ServerFault.HangUp);
        await using var run = SignInRun.Start(Flows.OpenAi(server) with { PollMargin = 3 }, _time);

        var step = await run.Attempt.StepAsync();
        Assert.Equal((server.Url("/codex/device"), server.Devices.LastUserCode), (step.Url, step.UserCode));
        await AskedAsync(server, 4);
        Assert.False(run.Done.IsCompleted);
        server.Devices.Approve(step.UserCode!);
        var credential = await run.CredentialAsync();

        Assert.Equal(("token-1-1", "device"), (credential.Access!.Reveal(), credential.Flow));
        Assert.Equal(0, server.Devices.TooSoon);
        Assert.Empty(server.Complaints);
    }

    [Fact]
    public async Task A_person_who_says_no_ends_the_wait()
    {
        await using var server = await AuthorizationServer.StartAsync(time: _time);
        await using var run = SignInRun.Start(Flows.OpenAi(server), _time);

        server.Devices.Deny((await run.Attempt.StepAsync()).UserCode!);

        Assert.Equal(CredentialFailure.SignInNeeded, (await run.FailureAsync()).Kind);
    }

    [Fact]
    public async Task Nobody_who_comes_is_not_waited_for_for_ever()
    {
        await using var server = await AuthorizationServer.StartAsync(time: _time);
        var time = new QuickTime(2000);
        await using var run = SignInRun.Start(Flows.OpenAi(server), time);

        Assert.Contains("ran out", (await run.FailureAsync()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/accounts/deviceauth/usercode", ServerFault.Html)]
    [InlineData("/api/accounts/deviceauth/usercode", ServerFault.Error500)]
    [InlineData(Ask, ServerFault.Html)]
    public async Task An_answer_that_makes_no_sense_ends_it(string path, ServerFault fault)
    {
        await using var server = await AuthorizationServer.StartAsync(time: _time);
        server.Fail(path, fault);
        await using var run = SignInRun.Start(Flows.OpenAi(server), _time);

        Assert.Equal(CredentialFailure.Unavailable, (await run.FailureAsync()).Kind);
    }

    private static async Task AskedAsync(AuthorizationServer server, int times)
    {
        for (var i = 0; i < 2000 && server.Calls.Count(static path => path == Ask) < times; i++)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}

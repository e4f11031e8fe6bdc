using Weir.Acceptance.Tests.Program;
using Weir.Acceptance.Tests.Upstream;

namespace Weir.Acceptance.Tests.Credentials;

/// <summary>Sign-ins whose tokens are renewed, through the real program.</summary>
public sealed class RefreshTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_at_an_ended_token_renew_it_once()
    {
        await using var provider = await RotatingProvider.StartAsync(Token);
        using var home = new WeirHome(new WeirSetup { Config = provider.Config });
        await RotatingProvider.SignInAsync(home, Token);
        await using var weir = await WeirProcess.StartAsync(home, Token);

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => weir.Http.ChatAsync("acme/m", Token)));

        Assert.All(answers, static answer => Assert.Equal(200, answer.Status));
        Assert.Equal(1, provider.Rotations);
        Assert.Contains("ready", (await weir.RunCliAsync("auth", "status", "--json")).Output, StringComparison.Ordinal);

        var refreshed = await weir.RunCliAsync("auth", "refresh", "acme");
        Assert.True(refreshed.ExitCode == 0, refreshed.ToString());
        Assert.Equal(2, provider.Rotations);
        Assert.Equal(200, (await weir.Http.ChatAsync("acme/m", Token)).Status);

        Assert.Equal(0, (await weir.RunCliAsync("auth", "logout", "acme")).ExitCode);
        Assert.NotEqual(200, (await weir.Http.ChatAsync("acme/m", Token)).Status);
    }

    [Fact]
    public async Task A_refused_refresh_says_sign_in_again_and_requests_go_on_with_the_next_connection()
    {
        await using var provider = await RotatingProvider.StartAsync(Token);
        await using var upstream = await ReplayUpstream.StartAsync(Token);
        using var home = new WeirHome(new WeirSetup
        {
            Config = provider.Config + $"  - {{name: other, type: openai-compatible, base_url: {upstream.BaseUrl}, models: [m]}}\n",
        });
        await RotatingProvider.SignInAsync(home, Token);
        await using var weir = await WeirProcess.StartAsync(home, Token);
        provider.IsSignedOut = true;
        upstream.Play(UpstreamAnswer.Json("""{"choices":[]}"""), UpstreamAnswer.Json("""{"choices":[]}"""));

        var first = await weir.Http.ChatAsync("m", Token);
        var second = await weir.Http.ChatAsync("m", Token);

        Assert.True((first.Status, second.Status) == (200, 200), first.Body + second.Body + weir.Log);
        Assert.Equal(2, upstream.Received.Count);
        var status = await weir.RunCliAsync("auth", "status", "--json");
        var shown = status.Json().GetProperty("credentials").EnumerateArray().Single(static entry => entry.GetProperty("connection").GetString() == "acme");
        Assert.Equal(("oauth", "sign_in_again", "Sign in again: weir auth login acme"), (shown.GetProperty("method").GetString(), shown.GetProperty("state").GetString(), shown.GetProperty("action").GetString()));
        Assert.Contains("weir auth login acme", (await weir.RunCliAsync("auth", "status")).Output, StringComparison.Ordinal);
        Assert.NotEqual(200, (await weir.Http.ChatAsync("acme/m", Token)).Status);
        Assert.DoesNotContain("refresh-0", weir.Log, StringComparison.Ordinal);
    }
}

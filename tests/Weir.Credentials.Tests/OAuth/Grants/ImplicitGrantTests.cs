using Weir.Credentials.Tests.OAuth.Kit;
using Weir.TestKit.OAuth;

namespace Weir.Credentials.Tests.OAuth.Grants;

/// <summary>Sign-ins whose token comes back in the address's fragment.</summary>
public sealed class ImplicitGrantTests : IDisposable
{
    private readonly Browser _browser = new();

    public void Dispose() => _browser.Dispose();

    [Fact]
    public async Task The_page_sends_the_fragment_back_and_nothing_renews_the_token()
    {
        await using var server = await AuthorizationServer.StartAsync();
        await using var run = SignInRun.Start(Flows.Implicit(server) with { DefaultLifetime = 60 });

        var back = await _browser.SignInAsync((await run.Attempt.StepAsync()).Url);
        var page = new Uri(back.GetLeftPart(UriPartial.Path));
        var (status, text) = await _browser.OpenAsync(page);
        Assert.Equal(200, status);
        Assert.Contains("location.hash", text, StringComparison.Ordinal);
        using var sent = await _browser.ScriptAsync(HttpMethod.Post, page, back.GetLeftPart(UriPartial.Authority), back.Fragment[1..]);
        var credential = await run.CredentialAsync();

        Assert.Equal(200, (int)sent.StatusCode);
        Assert.Equal(("implicit-token", null), (credential.Access!.Reveal(), credential.Refresh));
        Assert.InRange(credential.ExpiresAt!.Value - DateTimeOffset.UtcNow, TimeSpan.FromSeconds(3500), TimeSpan.FromSeconds(3600));
        Assert.DoesNotContain("/token", server.Calls);
    }

    [Fact]
    public async Task Another_page_can_not_plant_a_token()
    {
        await using var server = await AuthorizationServer.StartAsync();
        await using var run = SignInRun.Start(Flows.Implicit(server));
        var back = await _browser.SignInAsync((await run.Attempt.StepAsync()).Url);
        var own = back.GetLeftPart(UriPartial.Authority);
        var page = new Uri(back.GetLeftPart(UriPartial.Path));

        using var stranger = await _browser.ScriptAsync(HttpMethod.Post, page, "https://evil.example", back.Fragment[1..]);
        using var guessed = await _browser.ScriptAsync(HttpMethod.Post, page, own, "access_token=planted&state=guessed");
        using var stateless = await _browser.ScriptAsync(HttpMethod.Post, page, own, "access_token=planted");
        using var huge = await _browser.ScriptAsync(HttpMethod.Post, page, own, "access_token=" + new string('x', 100_000));

        Assert.Equal((405, 400, 400, 413), ((int)stranger.StatusCode, (int)guessed.StatusCode, (int)stateless.StatusCode, (int)huge.StatusCode));
        Assert.False(run.Done.IsCompleted);
    }

    [Fact]
    public async Task The_address_can_be_pasted()
    {
        await using var server = await AuthorizationServer.StartAsync();
        await using var run = SignInRun.Start(Flows.Implicit(server), mayListen: false);

        run.Attempt.Paste((await _browser.SignInAsync((await run.Attempt.StepAsync()).Url)).AbsoluteUri);

        Assert.Equal("implicit-token", (await run.CredentialAsync()).Access!.Reveal());
    }

    [Fact]
    public async Task A_refusal_ends_it()
    {
        await using var server = await AuthorizationServer.StartAsync(new ServerRules { Decision = "access_denied" });
        await using var run = SignInRun.Start(Flows.Implicit(server));

        await _browser.OpenAsync(await _browser.SignInAsync((await run.Attempt.StepAsync()).Url));

        Assert.Equal(CredentialFailure.SignInNeeded, (await run.FailureAsync()).Kind);
    }
}

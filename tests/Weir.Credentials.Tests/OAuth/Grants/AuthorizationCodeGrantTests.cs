using System.Net;
using System.Net.Sockets;
using System.Web;
using Weir.Credentials.Tests.OAuth.Kit;
using Weir.TestKit;
using Weir.TestKit.OAuth;

namespace Weir.Credentials.Tests.OAuth.Grants;

/// <summary>Sign-ins in the browser with a code.</summary>
public sealed class AuthorizationCodeGrantTests : IDisposable
{
    private readonly Browser _browser = new();

    public void Dispose() => _browser.Dispose();

    [Fact]
    public async Task The_browser_comes_back_and_the_code_is_exchanged()
    {
        await using var server = await AuthorizationServer.StartAsync();
        await using var run = SignInRun.Start(Flows.Code(server));

        var step = await run.Attempt.StepAsync();
        Assert.True(step.TakesPaste);
        var (status, page) = await _browser.OpenAsync(await _browser.SignInAsync(step.Url));
        var credential = await run.CredentialAsync();

        Assert.Equal((200, "token-1-1", "browser"), (status, credential.Access!.Reveal(), credential.Flow));
        Assert.Contains("You can close this page", page, StringComparison.Ordinal);
        Assert.Equal("id.acme.example", credential.Facts["host"]);
        Assert.Empty(server.Complaints);
    }

    [Fact]
    public async Task The_address_holds_what_the_flow_says()
    {
        await using var server = await AuthorizationServer.StartAsync();
        var flow = Flows.Code(server) with
        {
            AuthorizeUrl = server.Url("/authorize?tenant=a"),
            AuthorizeParameters = new Dictionary<string, string> { ["nonce"] = "${random}", ["where"] = "at ${host}", ["gone"] = "${unknown}" },
        };
        await using var run = SignInRun.Start(flow);
        await using var other = SignInRun.Start(flow);

        var query = HttpUtility.ParseQueryString(new Uri((await run.Attempt.StepAsync()).Url).Query);
        var second = HttpUtility.ParseQueryString(new Uri((await other.Attempt.StepAsync()).Url).Query);

        Assert.Equal(("a", "code", "weir-client", "a b", "S256", "at id.acme.example"), (query["tenant"], query["response_type"], query["client_id"], query["scope"], query["code_challenge_method"], query["where"]));
        Assert.Equal((43, 43, 43), (query["state"]!.Length, query["nonce"]!.Length, query["code_challenge"]!.Length));
        Assert.Matches("^http://127\\.0\\.0\\.1:[1-9][0-9]*/callback$", query["redirect_uri"]);
        Assert.Null(query["gone"]);
        Assert.All(["state", "nonce", "code_challenge", "redirect_uri"], name => Assert.NotEqual(query[name], second[name]));
        Assert.Equal(4, new[] { query["state"], query["nonce"], query["code_challenge"], second["state"] }.Distinct().Count());
    }

    [Fact]
    public async Task An_answer_to_another_sign_in_is_refused_and_the_wait_goes_on()
    {
        await using var server = await AuthorizationServer.StartAsync();
        await using var run = SignInRun.Start(Flows.Code(server));
        var back = await _browser.SignInAsync((await run.Attempt.StepAsync()).Url);
        var callback = back.GetLeftPart(UriPartial.Path);

        foreach (var wrong in (string[])["?code=stolen&state=guessed", "?code=stolen", "?error=access_denied&state=guessed", "?state=guessed", ""])
        {
            var (status, _) = await _browser.OpenAsync(new Uri(callback + wrong));
            Assert.Equal(400, status);
        }

        Assert.Equal(404, (await _browser.OpenAsync(new Uri(back, "/another"))).Status);
        Assert.False(run.Done.IsCompleted);
        await _browser.OpenAsync(back);
        Assert.Equal("token-1-1", (await run.CredentialAsync()).Access!.Reveal());
    }

    [Theory]
    [InlineData("whole address")]
    [InlineData("query")]
    [InlineData("code and state")]
    [InlineData("code")]
    public async Task What_the_browser_ended_at_can_be_pasted(string form)
    {
        await using var server = await AuthorizationServer.StartAsync();
        await using var run = SignInRun.Start(Flows.Code(server), mayListen: false);

        var back = await _browser.SignInAsync((await run.Attempt.StepAsync()).Url);
        var parameters = HttpUtility.ParseQueryString(back.Query);
        run.Attempt.Paste(form switch
        {
            "whole address" => $"  {back.AbsoluteUri}\n",
            "query" => back.Query[1..],
            "code and state" => $"{parameters["code"]}#{parameters["state"]}",
            _ => parameters["code"]!,
        });

        Assert.Equal("token-1-1", (await run.CredentialAsync()).Access!.Reveal());
    }

    [Fact]
    public async Task A_wrong_paste_is_told_and_another_may_follow()
    {
        await using var server = await AuthorizationServer.StartAsync();
        await using var run = SignInRun.Start(Flows.Code(server));
        var step = await run.Attempt.StepAsync();
        var back = await _browser.SignInAsync(step.Url);

        foreach (var (wrong, reason) in new[] { ("https://acme.example/", "It has no state."), ("a code", "neither an address nor a code"), ("abc#guessed", "another sign-in"), ($"{back.GetLeftPart(UriPartial.Path)}?code=x&state=guessed", "another sign-in"), (" ", "Nothing was pasted") })
        {
            run.Attempt.Paste(wrong);
            var told = await run.Attempt.StepAsync();
            Assert.Equal(step.Url, told.Url);
            Assert.Contains(reason, told.Note, StringComparison.Ordinal);
        }

        run.Attempt.Paste(back.AbsoluteUri);
        Assert.Equal("token-1-1", (await run.CredentialAsync()).Access!.Reveal());
    }

    [Fact]
    public async Task A_port_that_is_taken_leaves_the_paste()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var redirect = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}/callback";
        await using var server = await AuthorizationServer.StartAsync(new ServerRules { Redirects = [redirect] });
        await using var run = SignInRun.Start(Flows.Code(server) with { RedirectUrl = redirect });

        run.Attempt.Paste((await _browser.SignInAsync((await run.Attempt.StepAsync()).Url)).AbsoluteUri);

        Assert.Equal("token-1-1", (await run.CredentialAsync()).Access!.Reveal());
    }

    [Fact]
    public async Task Localhost_is_listened_on_by_its_name()
    {
        var redirect = $"http://localhost:{FreePort.Next()}/auth/callback";
        await using var server = await AuthorizationServer.StartAsync(new ServerRules { Redirects = [redirect] });
        await using var run = SignInRun.Start(Flows.Code(server) with { RedirectUrl = redirect });

        await _browser.OpenAsync(await _browser.SignInAsync((await run.Attempt.StepAsync()).Url));

        Assert.Equal("token-1-1", (await run.CredentialAsync()).Access!.Reveal());
    }

    [Theory]
    [InlineData("access_denied", CredentialFailure.SignInNeeded, "access was denied")]
    [InlineData("temporarily_unavailable", CredentialFailure.Unavailable, "temporarily_unavailable")]
    [InlineData("unauthorized_client", CredentialFailure.Misconfigured, "does not accept this client")]
    [InlineData("invalid_scope", CredentialFailure.Misconfigured, "scopes")]
    [InlineData("login_required", CredentialFailure.Unavailable, "refused the request (login_required: The person said no)")]
    public async Task A_refusal_ends_it(string error, CredentialFailure kind, string words)
    {
        await using var server = await AuthorizationServer.StartAsync(new ServerRules { Decision = error });
        await using var run = SignInRun.Start(Flows.Code(server));

        var (_, page) = await _browser.OpenAsync(await _browser.SignInAsync((await run.Attempt.StepAsync()).Url));
        var failure = await run.FailureAsync();

        Assert.Equal(kind, failure.Kind);
        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
        Assert.Contains("refused", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/token", server.Calls);
    }

    [Fact]
    public async Task A_code_that_was_used_already_is_refused_and_its_tokens_end()
    {
        await using var server = await AuthorizationServer.StartAsync();
        await using var first = SignInRun.Start(Flows.Code(server));
        var back = await _browser.SignInAsync((await first.Attempt.StepAsync()).Url);
        await _browser.OpenAsync(back);
        await first.CredentialAsync();
        await using var second = SignInRun.Start(Flows.Code(server));
        await second.Attempt.StepAsync();

        second.Attempt.Paste(HttpUtility.ParseQueryString(back.Query)["code"]!);
        var failure = await second.FailureAsync();

        Assert.Equal(CredentialFailure.SignInNeeded, failure.Kind);
        Assert.False(server.Tokens.Lives(1));
    }

    [Fact]
    public async Task A_code_of_another_sign_in_fails_for_its_proof_key()
    {
        await using var server = await AuthorizationServer.StartAsync();
        await using var victim = SignInRun.Start(Flows.Code(server));
        await using var thief = SignInRun.Start(Flows.Code(server));
        await thief.Attempt.StepAsync();

        thief.Attempt.Paste(HttpUtility.ParseQueryString((await _browser.SignInAsync((await victim.Attempt.StepAsync()).Url)).Query)["code"]!);

        Assert.Equal(CredentialFailure.SignInNeeded, (await thief.FailureAsync()).Kind);
        Assert.Equal(0, server.Tokens.Given);
    }

    [Fact]
    public async Task A_person_who_never_comes_back_is_not_waited_for_for_ever()
    {
        await using var server = await AuthorizationServer.StartAsync();
        var time = new QuickTime(1000);
        await using var run = SignInRun.Start(Flows.Code(server), time);

        var step = await run.Attempt.StepAsync();
        var failure = await run.FailureAsync();

        Assert.Contains("ran out", failure.Message, StringComparison.Ordinal);
        Assert.True(time.GetUtcNow() >= step.ExpiresAt);
    }

    [Fact]
    public async Task A_sign_in_that_is_called_off_stops_listening()
    {
        await using var server = await AuthorizationServer.StartAsync();
        await using var run = SignInRun.Start(Flows.Code(server));
        var back = await _browser.SignInAsync((await run.Attempt.StepAsync()).Url);

        await run.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(run.CredentialAsync);
        await Assert.ThrowsAsync<HttpRequestException>(() => _browser.OpenAsync(back));
    }

    [Theory]
    [InlineData(ServerFault.Html, "answered 200 with something else")]
    [InlineData(ServerFault.Error500, "answered 500")]
    [InlineData(ServerFault.HangUp, "can't be reached")]
    [InlineData(ServerFault.Oversized, "can't be reached")]
    [InlineData(ServerFault.Redirect, "answered 307 with something else")]
    public async Task A_token_endpoint_in_trouble_is_told_without_the_code(ServerFault fault, string words)
    {
        await using var server = await AuthorizationServer.StartAsync();
        server.Fail("/token", fault);
        await using var run = SignInRun.Start(Flows.Code(server));
        var back = await _browser.SignInAsync((await run.Attempt.StepAsync()).Url);

        await _browser.OpenAsync(back);
        var failure = await run.FailureAsync();

        Assert.Equal(CredentialFailure.Unavailable, failure.Kind);
        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(HttpUtility.ParseQueryString(back.Query)["code"]!, failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("/elsewhere", server.Calls);
    }

    [Fact]
    public async Task Tokens_go_by_other_names_and_claims_are_kept()
    {
        await using var server = await AuthorizationServer.StartAsync(new ServerRules
        {
            TokenMember = "api_key",
            WantsBasic = true,
            ClientSecret = "LOCAL APPLICATION",
            IdClaims = """{"https://api.acme.example/auth":{"account":"acc-7"},"organizations":[{"id":"org"}]}""",
            TokenLifetime = null,
        });
        await using var run = SignInRun.Start(Flows.Code(server) with
        {
            DefaultLifetime = 600,
            Claims = new Dictionary<string, IReadOnlyList<string>>
            {
                ["account_id"] = ["/account", "/https:~1~1api.acme.example~1auth/account", "/organizations/0/id"],
                ["organization"] = ["/organizations/0/id"],
                ["missing"] = ["/nowhere"],
            },
        });

        await _browser.OpenAsync(await _browser.SignInAsync((await run.Attempt.StepAsync()).Url));
        var credential = await run.CredentialAsync();

        Assert.Equal("token-1-1", credential.Access!.Reveal());
        Assert.Equal(("acc-7", "org", false), (credential.Facts["account_id"], credential.Facts["organization"], credential.Facts.ContainsKey("missing")));
        Assert.InRange(credential.ExpiresAt!.Value - DateTimeOffset.UtcNow, TimeSpan.FromSeconds(540), TimeSpan.FromSeconds(600));
        Assert.Empty(server.Complaints);
    }

    [Theory]
    [InlineData("http://id.acme.example/authorize", "http://127.0.0.1:0/")]
    [InlineData("javascript:alert(1)", "http://127.0.0.1:0/")]
    [InlineData("https://id.acme.example/authorize", null)]
    public async Task A_flow_that_can_not_be_used_is_refused(string authorize, string? redirect)
    {
        await using var server = await AuthorizationServer.StartAsync();
        await using var run = SignInRun.Start(Flows.Code(server) with { AuthorizeUrl = authorize, RedirectUrl = redirect });

        Assert.Equal(CredentialFailure.Misconfigured, (await run.FailureAsync()).Kind);
    }

    [Fact]
    public async Task A_page_of_a_known_origin_may_bring_the_code_by_script()
    {
        await using var server = await AuthorizationServer.StartAsync();
        await using var run = SignInRun.Start(Flows.Code(server) with { RedirectOrigins = ["https://accounts.acme.example"] });
        var back = await _browser.SignInAsync((await run.Attempt.StepAsync()).Url);

        using var stranger = await _browser.ScriptAsync(HttpMethod.Options, back, "https://evil.example");
        using var preflight = await _browser.ScriptAsync(HttpMethod.Options, back, "https://accounts.acme.example");
        using var call = await _browser.ScriptAsync(HttpMethod.Get, back, "https://accounts.acme.example");

        Assert.Equal((405, false), ((int)stranger.StatusCode, stranger.Headers.Contains("Access-Control-Allow-Origin")));
        Assert.Equal((204, "https://accounts.acme.example"), ((int)preflight.StatusCode, preflight.Headers.GetValues("Access-Control-Allow-Origin").Single()));
        Assert.Equal(200, (int)call.StatusCode);
        await run.CredentialAsync();
    }
}

using System.Text;
using System.Text.Json;
using Weir.Acceptance.Tests.Program;
using Weir.Acceptance.Tests.Upstream;

namespace Weir.Acceptance.Tests.Sessions;

/// <summary>A test session's key is used by whoever holds its token, and by nobody after its end.</summary>
public sealed class SessionTests
{
    private const string StandingKey = "standing-key-0123456789";
    private const string SessionKey = "session-key-9876543210";
    private const string Good = """{"choices":[{"message":{"role":"assistant","content":"Hello."}}],"usage":{"prompt_tokens":5,"completion_tokens":2}}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_session_key_is_used_with_the_token_only_and_not_after_the_end()
    {
        await using var upstream = await ReplayUpstream.StartAsync(Token);
        await using var weir = await StartAsync(upstream);
        upstream.Play([.. Enumerable.Repeat(UpstreamAnswer.Json(Good), 200)]);
        var created = await CreateAsync(weir, "lab", "m");
        var token = created.GetProperty("token").GetString()!;
        var id = created.GetProperty("session").GetProperty("id").GetString()!;

        // Holders and others at once: each gets the key that is theirs.
        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(async number =>
        {
            var isHolder = number % 2 == 0;
            var text = $"{(isHolder ? "holder" : "other")} {number}";
            using var response = await SendAsync(weir, "lab/m", isHolder ? token : null, text);
            return (isHolder, Status: (int)response.StatusCode, Model: response.Headers.GetValues("x-weir-model").Single());
        }));
        Assert.All(answers, answer => Assert.Equal((200, answer.isHolder ? $"session-{id}/m" : "lab/m"), (answer.Status, answer.Model)));
        Assert.Equal(60, upstream.Received.Count);
        Assert.All(upstream.Received, static request => Assert.Equal(
            "Bearer " + (Encoding.UTF8.GetString(request.Body).Contains("holder", StringComparison.Ordinal) ? SessionKey : StandingKey), request.Headers["authorization"]));
        Assert.All(upstream.Received, static request => Assert.DoesNotContain("x-weir-session", request.Headers.Keys, StringComparer.OrdinalIgnoreCase));

        // The token is no key, and a session's connection can't be named without it.
        using (var keyless = weir.CreateClient())
        {
            Assert.Equal(401, (await keyless.ChatAsync("m", Token, headers: ("x-weir-session", token))).Status);
        }

        Assert.Equal(404, (await weir.Http.ChatAsync($"session-{id}/m", Token)).Status);
        using (var passing = await weir.Http.GetAsync(new Uri($"p/session-{id}/models", UriKind.Relative), Token))
        {
            Assert.Equal(404, (int)passing.StatusCode);
        }

        var ended = await weir.RunCliAsync("sessions", "end", id, "--json", "--url", weir.Url.AbsoluteUri);
        Assert.Equal(("over", 30), (ended.Json().GetProperty("state").GetString(), ended.Json().GetProperty("uses").GetInt32()));
        var before = upstream.Received.Count;
        foreach (var wrong in new[] { token, "weir-session-unknown", "" })
        {
            using var refused = await SendAsync(weir, "lab/m", wrong, "late");
            Assert.Equal(401, (int)refused.StatusCode);
            Assert.Contains("weir sessions create", await refused.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        }

        Assert.Equal(before, upstream.Received.Count);
        Assert.DoesNotContain(SessionKey, weir.Log, StringComparison.Ordinal);
        Assert.DoesNotContain(token, weir.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_use_is_in_the_ledger_under_the_session()
    {
        await using var upstream = await ReplayUpstream.StartAsync(Token);
        await using var weir = await StartAsync(upstream);
        upstream.Play([.. Enumerable.Repeat(UpstreamAnswer.Json(Good), 5)]);
        var created = await CreateAsync(weir, "lab", "m");
        var name = created.GetProperty("session").GetProperty("connection").GetString()!;

        using (await SendAsync(weir, "m", created.GetProperty("token").GetString(), "x"))
        {
            var test = await weir.RunCliAsync("sessions", "test", name, "--json", "--url", weir.Url.AbsoluteUri);
            Assert.True(test.ExitCode == 0, test.ToString());
            Assert.Equal("Hello.", test.Json().GetProperty("answer").GetString());
        }

        var usage = (await weir.RunCliAsync("usage", "--by", "connection", "--json", "--url", weir.Url.AbsoluteUri)).Json();
        var row = usage.GetProperty("rows").EnumerateArray().Single();
        Assert.Equal((name, 2), (row.GetProperty("group").GetString(), row.GetProperty("sums").GetProperty("requests").GetInt32()));
        var listed = (await weir.RunCliAsync("sessions", "list", "--json", "--url", weir.Url.AbsoluteUri)).Json()[0];
        Assert.Equal((2, 18_000L), (listed.GetProperty("uses").GetInt32(), listed.GetProperty("costNanoDollars").GetInt64()));
    }

    [Fact]
    public async Task A_stream_under_way_at_the_end_is_finished_and_a_new_one_is_refused()
    {
        await using var weir = await WeirProcess.StartAsync(
            new WeirSetup { Config = "version: 2\nproviders:\n  - {name: slow, type: simulator, simulator: {first_byte_delay_ms: 1, tokens_per_second: 40, lorem_tokens: 80}}\n" }, Token);
        var created = await CreateAsync(weir, "slow", "lorem");
        var token = created.GetProperty("token").GetString()!;
        using var request = new HttpRequestMessage(HttpMethod.Post, ChatCalls.Route) { Content = ChatCalls.Body("lorem", stream: true) };
        request.Headers.Add("x-weir-session", token);
        using var response = await weir.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
        Assert.Equal(200, (int)response.StatusCode);

        await weir.RunCliAsync("sessions", "end", created.GetProperty("session").GetProperty("id").GetString()!, "--url", weir.Url.AbsoluteUri);

        Assert.Equal(401, (await weir.Http.ChatAsync("lorem", Token, headers: ("x-weir-session", token))).Status);
        Assert.EndsWith("data: [DONE]\n\n", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_is_tried_in_one_step_and_what_takes_no_session_says_so()
    {
        await using var weir = await WeirProcess.StartAsync(new WeirSetup(), Token);

        var tried = await weir.Home.RunAsync(["model", "test", "simulator", "echo", "5", "--key-stdin", "--url", weir.Url.AbsoluteUri], Token, SessionKey);

        Assert.True(tried.ExitCode == 0, tried.ToString());
        var token = tried.Output.Split('\n').Single(static line => line.StartsWith("weir-session-", StringComparison.Ordinal)).Trim();
        Assert.Contains("/echo: ", tried.Output, StringComparison.Ordinal);
        Assert.Contains("x-weir-session", tried.Error, StringComparison.Ordinal);
        Assert.Equal(200, (await weir.Http.ChatAsync("echo", Token, headers: ("x-weir-session", token))).Status);

        using var passing = new HttpRequestMessage(HttpMethod.Get, new Uri("p/simulator/models", UriKind.Relative));
        passing.Headers.Add("x-weir-session", token);
        using var refused = await weir.Http.SendAsync(passing, Token);
        Assert.Equal(400, (int)refused.StatusCode);

        var stopped = await weir.StopAsync(Token);
        Assert.True(stopped.ExitCode == 0, stopped.ToString());
        var offline = await weir.RunCliAsync("sessions", "end", "x");
        Assert.Contains("No gateway runs", offline.Error, StringComparison.Ordinal);
    }

    private static Task<WeirProcess> StartAsync(ReplayUpstream upstream) => WeirProcess.StartAsync(
        new WeirSetup
        {
            Config = $$$"""
                version: 2
                providers:
                  - name: lab
                    type: openai-compatible
                    base_url: {{{upstream.BaseUrl}}}
                    api_key: {{{StandingKey}}}
                    models: [{id: m, cost: {input: 1, output: 2}}]
                """,
        },
        Token);

    private static async Task<JsonElement> CreateAsync(WeirProcess weir, string provider, string model)
    {
        var result = await weir.Home.RunAsync(["sessions", "create", provider, "--minutes", "5", "--model", model, "--key-stdin", "--json", "--url", weir.Url.AbsoluteUri], Token, SessionKey);
        Assert.True(result.ExitCode == 0, result.ToString());
        return result.Json();
    }

    private static async Task<HttpResponseMessage> SendAsync(WeirProcess weir, string model, string? token, string text)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, ChatCalls.Route) { Content = ChatCalls.Body(model, text: text) };
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("x-weir-session", token);
        }

        return await weir.Http.SendAsync(request, Token);
    }
}

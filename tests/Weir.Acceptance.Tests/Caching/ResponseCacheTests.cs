using System.Text;
using Weir.Acceptance.Tests.Ledger;
using Weir.Acceptance.Tests.Program;
using Weir.Acceptance.Tests.Upstream;

namespace Weir.Acceptance.Tests.Caching;

/// <summary>The response cache in the real program, in front of a provider that counts what it is asked.</summary>
public sealed class ResponseCacheTests
{
    private const string Events = "data: {\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello\"},\"finish_reason\":null}]}\n\n"
        + "data: {\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";

    private const string Whole = """{"id":"c2","choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":1}}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hit_has_the_same_bytes_costs_nothing_and_asks_nobody()
    {
        await using var upstream = await ReplayUpstream.StartAsync(Token);
        await using var weir = await WeirProcess.StartAsync(new WeirSetup { Config = Config(upstream, "memory") }, Token);
        upstream.Play(UpstreamAnswer.Stream(Events), UpstreamAnswer.Json(Whole));

        var stream = await AskAsync(weir, """{"model":"lab/m","stream":true,"messages":[{"role":"user","content":"x"}]}""");
        var whole = await AskAsync(weir, """{"model":"lab/m","messages":[{"role":"user","content":"x"}]}""");
        var streamAgain = await AskAsync(weir, """{ "messages": [{"content": "x", "role": "user"}], "stream": true, "model": "lab/m" }""");
        var wholeAgain = await AskAsync(weir, """{"model":"lab/m","stream":false,"user":"u1","messages":[{"role":"user","content":"\u0078"}]}""");

        Assert.Equal(("miss", "miss", "hit", "hit"), (stream.Cache, whole.Cache, streamAgain.Cache, wholeAgain.Cache));
        Assert.Equal((Events, Whole), (stream.Body, whole.Body));
        Assert.Equal((Events, Whole), (streamAgain.Body, wholeAgain.Body));
        Assert.Equal(("text/event-stream", "application/json"), (streamAgain.Type, wholeAgain.Type));
        Assert.Equal(2, upstream.Received.Count(static request => request.Method == "POST"));

        var row = await LedgerRow.ReadAsync(weir, streamAgain.Id, Token);
        Assert.Equal(("cache", 0, 0), (row.GetProperty("answeredBy").GetString(), row.GetProperty("costNanoDollars").GetInt64(), row.GetProperty("attemptCount").GetInt32()));
        Assert.Equal("lab/m", row.GetProperty("modelAnswered").GetString());
        Assert.Equal(0, row.GetProperty("usage").GetProperty("input").GetInt64());
        var told = await weir.RunCliAsync("explain", wholeAgain.Id);
        Assert.Contains("the response cache had the answer", told.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cut_stream_is_not_kept_and_no_store_goes_past_the_cache()
    {
        await using var upstream = await ReplayUpstream.StartAsync(Token);
        await using var weir = await WeirProcess.StartAsync(new WeirSetup { Config = Config(upstream, "memory") }, Token);
        upstream.Play(UpstreamAnswer.Stream(Events[..100]), UpstreamAnswer.Stream(Events), UpstreamAnswer.Stream(Events));
        const string Body = """{"model":"lab/m","stream":true,"messages":[]}""";

        Assert.NotEqual(Events, (await AskAsync(weir, Body)).Body);
        Assert.Equal(("miss", Events), await AskedAsync(Body));
        Assert.Equal(("miss", Events), await AskedAsync(Body, "no-store"));
        Assert.Equal(("hit", Events), await AskedAsync(Body));

        async Task<(string, string)> AskedAsync(string body, string? cacheControl = null)
        {
            var answer = await AskAsync(weir, body, cacheControl);
            return (answer.Cache, answer.Body);
        }
    }

    [Fact]
    public async Task Answers_in_the_database_outlive_the_gateway()
    {
        await using var upstream = await ReplayUpstream.StartAsync(Token);
        using var home = new WeirHome(new WeirSetup { Config = Config(upstream, "database") });
        upstream.Play(UpstreamAnswer.Json(Whole));
        const string Body = """{"model":"lab/m","messages":[]}""";
        await using (var first = await WeirProcess.StartAsync(home, Token))
        {
            Assert.Equal("miss", (await AskAsync(first, Body)).Cache);
            Assert.Equal(0, (await first.StopAsync(Token)).ExitCode);
        }

        await using var second = await WeirProcess.StartAsync(home, Token);
        var again = await AskAsync(second, Body);
        Assert.Equal(("hit", Whole), (again.Cache, again.Body));
    }

    private static string Config(ReplayUpstream upstream, string store) => $$"""
        version: 2
        providers:
          - {name: lab, type: openai-compatible, base_url: "{{upstream.BaseUrl}}", auth_method: none, include_usage: false}
        cache: {enabled: true, store: {{store}}}
        """;

    private static async Task<Answer> AskAsync(WeirProcess weir, string body, string? cacheControl = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, ChatCalls.Route) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (cacheControl is not null)
        {
            request.Headers.TryAddWithoutValidation("cache-control", cacheControl);
        }

        using var response = await weir.Http.SendAsync(request, Token);
        return new Answer(Header("x-weir-cache"), Header("x-weir-request-id"), response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync(Token));

        string Header(string name) => response.Headers.TryGetValues(name, out var values) ? values.Single() : "";
    }

    private sealed record Answer(string Cache, string Id, string? Type, string Body);
}

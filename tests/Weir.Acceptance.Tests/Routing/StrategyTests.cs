using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Routing;

/// <summary>A model that several connections list goes to the one that the strategy says.</summary>
public sealed class StrategyTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Weighted_goes_by_shares()
    {
        await using var scene = await StartAsync("", "chains: {turn: {targets: [a/shared, b/shared], strategy: weighted, weights: {a/shared: 3} } }");
        for (var request = 0; request < 120; request++)
        {
            Assert.Equal(200, (await RouteClient.Plain.AskAsync(scene.Http, "turn", Token)).Status);
        }

        // Three quarters of 120 are 90; the limits are five standard deviations away.
        Assert.InRange(scene.Asked("a"), 66, 114);
        Assert.Equal(120, scene.Asked("a") + scene.Asked("b"));
    }

    [Fact]
    public async Task Weighted_over_a_bare_model_uses_all_its_connections()
    {
        await using var scene = await StartAsync("weighted");
        for (var request = 0; request < 60; request++)
        {
            await AskAsync(scene);
        }

        Assert.InRange(scene.Asked("a"), 10, 50);
    }

    [Fact]
    public async Task Least_busy_goes_where_less_is_under_way()
    {
        await using var scene = await StartAsync("least_busy");
        var free = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        scene.Set("a", async (request, connection, token) =>
        {
            await free.Task.WaitAsync(token);
            await RouteScene.WellAsync(request, connection, token);
        });

        var first = AskAsync(scene);
        await Eventually.BeTrueAsync("the first is asked", () => Task.FromResult(scene.Asked("a") == 1), Token);
        for (var request = 0; request < 4; request++)
        {
            Assert.Equal("b/shared", await AskAsync(scene));
        }

        free.SetResult();
        Assert.Equal("a/shared", await first);
        Assert.Equal("a/shared", await AskAsync(scene));
    }

    [Fact]
    public async Task Fastest_goes_where_the_first_byte_comes_soonest()
    {
        await using var scene = await StartAsync("fastest");
        scene.Set("a", RouteScene.Late(TimeSpan.FromMilliseconds(600)));
        Assert.Equal("a/shared", await AskAsync(scene));
        Assert.Equal("b/shared", await AskAsync(scene));

        for (var request = 0; request < 5; request++)
        {
            Assert.Equal("b/shared", await AskAsync(scene));
        }
    }

    [Fact]
    public async Task Cheapest_goes_where_it_costs_least()
    {
        await using var scene = await StartAsync("cheapest");

        Assert.Equal("b/shared", await AskAsync(scene));
        scene.Set("b", RouteScene.Refuse(429, headers: "retry-after: 30\r\n"));
        Assert.Equal("a/shared", await AskAsync(scene));
    }

    [Fact]
    public async Task Sticky_keeps_a_conversation_where_it_is()
    {
        await using var scene = await StartAsync("sticky");
        var used = new HashSet<string?>();
        for (var conversation = 0; conversation < 16; conversation++)
        {
            var first = await AskAsync(scene, ("x-weir-conversation", $"talk-{conversation}"));
            used.Add(first);
            for (var turn = 0; turn < 3; turn++)
            {
                Assert.Equal(first, await AskAsync(scene, ("x-weir-conversation", $"talk-{conversation}")));
            }
        }

        Assert.Equal(2, used.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Hedged_asks_a_second_one_when_the_first_is_late(bool stream)
    {
        await using var scene = await StartAsync("hedged");
        var client = new RouteClient(IsAnthropic: false, stream);
        for (var request = 0; request < 12; request++)
        {
            Assert.Equal("a/shared", (await client.AskAsync(scene.Http, "shared", Token)).Model);
        }

        var before = scene.Asked("b");
        scene.Set("a", scene.HangAsync);

        var answer = await client.AskAsync(scene.Http, "shared", Token);

        Assert.Equal(GoodAnswer.Text, client.TextOf(answer));
        Assert.Equal("b/shared", answer.Model);
        Assert.Equal(before + 1, scene.Asked("b"));
        await Eventually.BeTrueAsync("the slower one is hung up on", () => Task.FromResult(scene.Left("a") == 1), Token);
        var row = await RouteTrace.ReadAsync(scene.Http, answer.RequestId, Token);
        var attempts = RouteTrace.Attempts(row);
        Assert.Equal(["a/shared", "b/shared"], attempts.Select(static attempt => attempt.Target));
        Assert.Equal(("cancelled", ""), (attempts[0].Error, attempts[1].Error));
        Assert.All(attempts, static attempt => Assert.True(attempt.Cost > 0, attempt.ToString()));
        Assert.Equal(attempts.Sum(static attempt => attempt.Cost), row.GetProperty("costNanoDollars").GetInt64());
    }

    [Fact]
    public async Task Hedges_end_where_their_money_does()
    {
        await using var scene = await StartAsync("hedged, hedge_budget: 0");
        for (var request = 0; request < 12; request++)
        {
            Assert.Equal("a/shared", await AskAsync(scene));
        }

        var before = scene.Asked("b");
        scene.Set("a", RouteScene.Late(TimeSpan.FromSeconds(1)));

        Assert.Equal("a/shared", await AskAsync(scene));
        Assert.Equal(before, scene.Asked("b"));
    }

    private static Task<RouteScene> StartAsync(string strategy, string chains = "") => RouteScene.StartAsync(
        $$"""
        providers:
          - {name: a, type: openai-compatible, base_url: "http://UPSTREAM/a/v1", api_key: "${SCENE_KEY}", models: [{id: shared, cost: {input: 20, output: 40} }] }
          - {name: b, type: openai-compatible, base_url: "http://UPSTREAM/b/v1", api_key: "${SCENE_KEY}", models: [{id: shared, cost: {input: 1, output: 2} }] }
        {{(strategy.Length == 0 ? "" : $"routing: {{strategy: {strategy}}}")}}
        {{chains}}
        """,
        Token);

    private static async Task<string?> AskAsync(RouteScene scene, params IEnumerable<(string Name, string Value)> headers)
    {
        var answer = await RouteClient.Plain.AskAsync(scene.Http, "shared", Token, headers);
        Assert.Equal(GoodAnswer.Text, RouteClient.Plain.TextOf(answer));
        return answer.Model;
    }
}

using System.Net;
using System.Text.Json;
using Weir.Acceptance.Tests.Program;
using Weir.TestKit.QuotaRules;

namespace Weir.Acceptance.Tests.Quotas;

/// <summary>The quota that the real program serves to a client key: the numbers are those of the budgets.</summary>
public sealed class ServedQuotaTests
{
    private const string Config = """
        version: 2
        providers:
          - name: sim
            type: simulator
            simulator: {first_byte_delay_ms: 0, tokens_per_second: 0, lorem_tokens: 40}
            models: [{id: lorem, cost: {input: 1, output: 10}, limit: {context: 32000, output: 400}}]

        """;

    private const string Budgets = """
        budgets:
          - {on: gateway, monthly: 50, monthly_tokens: 1000000}
          - {on: gateway, daily: 0.5}

        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_number_shown_is_the_number_enforced()
    {
        await using var weir = await WeirProcess.StartAsync(new WeirSetup { Config = Config + Budgets }, Token);
        Assert.Equal(200, (await weir.Http.ChatAsync("sim/lorem", Token)).Status);

        // Right behind the answer, with nothing in between.
        var cost = JsonElement.Parse(await GetAsync(weir, "v1/quota")).GetProperty("cost");
        var daily = (await BudgetsAsync(weir))["gateway/daily/usd"];

        Assert.True(daily.Spent > 0);
        Assert.Equal((0.5m, daily.Spent / 1_000_000_000m, daily.Left / 1_000_000_000m), (cost.GetProperty("limit").GetDecimal(), cost.GetProperty("used").GetDecimal(), cost.GetProperty("remaining").GetDecimal()));
        Assert.Equal((daily.Spent / 1_000_000_000m, 0.5m, daily.Left / 1_000_000_000m), OpenRouterKeyRules.Read(await GetAsync(weir, "api/v1/key")));
    }

    [Fact]
    public async Task Quota_v1_has_every_budget_and_passes_the_strict_rules()
    {
        await using var weir = await WeirProcess.StartAsync(new WeirSetup { Config = Config + Budgets }, Token);
        Assert.Equal(200, (await weir.Http.ChatAsync("sim/lorem", Token)).Status);

        var entries = QuotaV1Rules.Read(await GetAsync(weir, "quota/v1"));

        Assert.Equal(["budget Daily:", "budget Monthly:", "quota Monthly:"], entries.Select(static entry => $"{entry.GetProperty("resultType")} {entry.GetProperty("label")}").Order());
        Assert.All(entries, static entry => Assert.InRange(entry.GetProperty("percentRemaining").GetDouble(), 99, 99.999));
    }

    [Theory]
    [InlineData("quota")]
    [InlineData("quota/")]
    [InlineData("v1/quota")]
    [InlineData("quota/v1")]
    [InlineData("quota/v1/")]
    [InlineData("api/v1/key")]
    public async Task It_is_answered_plainly_and_booked_nowhere(string path)
    {
        await using var weir = await WeirProcess.StartAsync(new WeirSetup { Config = Config + "limits:\n  - {on: gateway, rpm: 1}\n" }, Token);
        for (var i = 0; i < 3; i++)
        {
            using var response = await weir.Http.GetAsync(new Uri(path, UriKind.Relative), Token);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
            Assert.True(response.Headers.CacheControl!.NoStore);
            Assert.InRange(response.Content.Headers.ContentLength!.Value, 2, 4096);
        }

        Assert.Empty((await weir.RunCliAsync("requests", "list", "--json")).Json().EnumerateArray());
        using var stranger = weir.CreateClient();
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync(new Uri(path, UriKind.Relative), Token)).StatusCode);
    }

    [Fact]
    public async Task A_key_without_budgets_has_no_limit_and_is_told_what_it_used()
    {
        await using var weir = await WeirProcess.StartAsync(new WeirSetup { Config = Config }, Token);
        Assert.Equal(200, (await weir.Http.ChatAsync("sim/lorem", Token)).Status);

        var (usage, limit, remaining) = OpenRouterKeyRules.Read(await GetAsync(weir, "api/v1/key"));
        var neutral = JsonElement.Parse(await GetAsync(weir, "quota"));

        Assert.Equal((null, null), (limit, remaining));
        Assert.True(usage > 0);
        Assert.Equal(usage, neutral.GetProperty("cost").GetProperty("used").GetDecimal());
        Assert.Equal(JsonValueKind.Null, neutral.GetProperty("tokens").GetProperty("remaining").ValueKind);
        Assert.Equal(["spend", "usage"], QuotaV1Rules.Read(await GetAsync(weir, "quota/v1")).Select(static entry => entry.GetProperty("resultType").GetString()));
    }

    [Fact]
    public async Task One_gateway_reads_what_another_serves()
    {
        await using var upstream = await WeirProcess.StartAsync(new WeirSetup { Config = Config + Budgets }, Token);
        await using var weir = await WeirProcess.StartAsync(
            new WeirSetup
            {
                Config = $$"""
                    version: 2
                    providers:
                      - {name: up, type: openai-compatible, base_url: "{{upstream.Url.AbsoluteUri}}v1", api_key: "${UP_KEY}", models: [sim/lorem], quota: {path: /quota} }
                    """,
                Variables = new Dictionary<string, string> { ["UP_KEY"] = upstream.ClientKey },
            },
            Token);

        var result = await weir.RunCliAsync("quota", "--refresh", "--json");

        Assert.Equal(["cost 0.5", "tokens 1000000"], result.Json().EnumerateArray().Select(static quota => $"{quota.GetProperty("window")} {quota.GetProperty("remaining")}"));
    }

    private static async Task<string> GetAsync(WeirProcess weir, string path) => await weir.Http.GetStringAsync(new Uri(path, UriKind.Relative), Token);

    private static async Task<Dictionary<string, (long Spent, long Left)>> BudgetsAsync(WeirProcess weir) =>
        (await weir.RunCliAsync("budgets", "list", "--json")).Json().EnumerateArray().ToDictionary(static budget => budget.GetProperty("id").GetString()!, static budget => (budget.GetProperty("spent").GetInt64(), budget.GetProperty("left").GetInt64()));
}

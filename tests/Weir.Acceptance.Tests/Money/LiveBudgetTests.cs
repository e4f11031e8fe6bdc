using System.Text;
using Weir.Acceptance.Tests.Ledger;
using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Money;

/// <summary>Budgets that are set while the gateway runs, clients that hang up, and estimates.</summary>
public sealed class LiveBudgetTests
{
    private const string Config = """
        version: 2
        providers:
          - name: sim
            type: simulator
            simulator: {first_byte_delay_ms: 0, tokens_per_second: 100, lorem_tokens: 400}
            models:
              - {id: lorem, cost: {input: 1, output: 10}, limit: {context: 32000, output: 500}}
              - {id: echo, cost: {input: 0.1, output: 1}, limit: {context: 32000, output: 500}}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_budget_set_by_command_holds_at_once_and_goes_when_it_is_removed()
    {
        await using var weir = await WeirProcess.StartAsync(new WeirSetup { Config = Config }, Token);
        Assert.Equal(200, (await weir.Http.ChatAsync("sim/echo", Token)).Status);

        var set = await weir.RunCliAsync("budgets", "set", "gateway", "--total", "0.0000001", "--json");
        Assert.True(set.ExitCode == 0, set.ToString());
        Assert.True(set.Json().GetProperty("spent").GetInt64() > 0, "What was spent before counts.");
        Assert.Equal(402, (await weir.Http.ChatAsync("sim/echo", Token)).Status);

        var removed = await weir.RunCliAsync("budgets", "remove", "gateway/lifetime/usd", "--yes");
        Assert.True(removed.ExitCode == 0, removed.ToString());
        Assert.Equal(200, (await weir.Http.ChatAsync("sim/echo", Token)).Status);
    }

    [Fact]
    public async Task A_budget_in_the_file_holds_when_the_file_is_read_again_and_rules()
    {
        using var home = new WeirHome(new WeirSetup { Config = Config });
        await using var weir = await WeirProcess.StartAsync(home, Token);

        home.WriteConfig(Config + "\nbudgets:\n  - {on: gateway, total: 0.0000001}\n");

        await Eventually.BeTrueAsync("the budget of the file", async () => (await weir.Http.ChatAsync("sim/echo", Token)).Status == 402, Token);
        var set = await weir.RunCliAsync("budgets", "set", "gateway", "--total", "10");
        Assert.NotEqual(0, set.ExitCode);
        Assert.Contains("stands in weir.yaml", set.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_hangs_up_leaves_nothing_open_and_counts_at_the_worst_case()
    {
        await using var weir = await WeirProcess.StartAsync(new WeirSetup { Config = Config + "\nbudgets:\n  - {on: gateway, total: 1}\n" }, Token);
        string id;
        using (var client = weir.CreateClient())
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, ChatCalls.Route) { Content = ChatCalls.Body("sim/lorem", stream: true) };
            request.Headers.Add("x-api-key", weir.ClientKey);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
            id = response.Headers.GetValues("x-weir-request-id").Single();
            await using var body = await response.Content.ReadAsStreamAsync(Token);
            await body.ReadExactlyAsync(new byte[200], Token);
        }

        var row = await LedgerRow.ReadAsync(weir, id, Token);
        var budget = Assert.Single((await weir.RunCliAsync("budgets", "list", "--json")).Json().EnumerateArray());
        var doctor = await weir.RunCliAsync("budgets", "doctor", "--json");

        Assert.True(row.GetProperty("costNanoDollars").GetInt64() > 0);
        Assert.True(row.GetProperty("costNanoDollars").GetInt64() < budget.GetProperty("spent").GetInt64(), "The ledger has an estimate; the budget counts what may have been billed.");
        Assert.Equal(0, budget.GetProperty("held").GetInt64());
        Assert.True(Assert.Single(doctor.Json().GetProperty("holds").EnumerateArray()).GetProperty("uncertain").GetBoolean());
        Assert.Empty(doctor.Json().GetProperty("mismatches").EnumerateArray());
    }

    [Fact]
    public async Task What_was_held_for_a_failed_attempt_is_there_for_the_next()
    {
        // One attempt may take up to $0.003, and $0.004 are there: two at a time would not fit.
        const string Failing = """
            version: 2
            providers:
              - {name: broken, type: simulator, simulator: {error_rate: 1}, models: [{id: echo, cost: {input: 1, output: 10}, limit: {context: 2000, output: 100}}]}
              - {name: good, type: simulator, models: [{id: echo, cost: {input: 1, output: 10}, limit: {context: 2000, output: 100}}]}
            chains:
              both: {targets: [broken/echo, good/echo], retries: 1}
            budgets:
              - {on: gateway, total: 0.004}
            """;
        await using var weir = await WeirProcess.StartAsync(new WeirSetup { Config = Failing }, Token);
        var body = """{"model":"both","max_tokens":100,"messages":[{"role":"user","content":"PROMPT"}]}""".Replace("PROMPT", new string('a', 2000), StringComparison.Ordinal);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await weir.Http.PostAsync(ChatCalls.Route, content, Token);

        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Token));
        Assert.Equal("3", response.Headers.GetValues("x-weir-attempts").Single());
    }

    [Theory]
    [InlineData("""{"model":"sim/lorem","max_tokens":100,"messages":[{"role":"user","content":"Hello there"}]}""")]
    [InlineData("""{"model":"sim/lorem","max_output_tokens":100,"input":"Hello there"}""")]
    [InlineData("""{"model":"sim/lorem","max_tokens":100,"system":"Be brief.","messages":[{"role":"user","content":"Hello there"}]}""")]
    public async Task An_estimate_tells_the_range_and_the_difference(string body)
    {
        await using var weir = await WeirProcess.StartAsync(new WeirSetup { Config = Config }, Token);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await weir.Http.PostAsync(new Uri("v1/estimate", UriKind.Relative), content, Token);
        var estimate = System.Text.Json.JsonElement.Parse(await response.Content.ReadAsStringAsync(Token));

        var model = estimate.GetProperty("model");
        long[] costs = [Nano("low"), Nano("likely"), Nano("worst")];
        Assert.True(costs[0] > 0 && costs[0] <= costs[1] && costs[1] <= costs[2], string.Join(", ", costs));
        Assert.Equal(100, model.GetProperty("outputTokensMost").GetInt64());
        var cheaper = estimate.GetProperty("others").EnumerateArray().Single(static other => other.GetProperty("model").GetString() == "sim/echo");
        Assert.True(cheaper.GetProperty("difference").GetProperty("nanoDollars").GetInt64() < 0);
        Assert.Matches("^about \\$[0-9.]+ less per run$", cheaper.GetProperty("differenceText").GetString());

        long Nano(string name) => model.GetProperty(name).GetProperty("nanoDollars").GetInt64();
    }
}

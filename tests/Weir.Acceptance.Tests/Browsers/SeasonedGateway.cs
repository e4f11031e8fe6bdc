using System.Net.Http.Headers;
using System.Text.Json;
using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Browsers;

/// <summary>A gateway that has served two teams for forty days, with money spent, budgets near their limits and an alert that nobody has seen.</summary>
public sealed class SeasonedGateway : IAsyncLifetime
{
    private const int Days = 40;

    private const string Config = """
        version: 2
        providers:
          - name: sim
            type: simulator
            simulator: {first_byte_delay_ms: 2, tokens_per_second: 0, lorem_tokens: 120}
            models:
              - {id: lorem, cost: {input: 150, output: 900}, limit: {context: 32000, output: 500}}
              - {id: echo, cost: {input: 40, output: 120}, limit: {context: 32000, output: 500}}
          - {name: lab, type: simulator, simulator: {first_byte_delay_ms: 9, tokens_per_second: 0}, models: [{id: echo, cost: {input: 60, output: 200}}]}
          - {name: away, type: openai-compatible, base_url: "http://127.0.0.1:9/v1", api_key: not-a-key-0123456789, models: [{id: m, cost: {input: 1, output: 2}}]}
        routing: {retries: 0}
        budgets:
          - {on: gateway, monthly: 3}
          - {on: key:ci, total: 0.6, hard: false, alert: 0.8}
          - {on: team:research, monthly: 2.5}
        """;

    private readonly WeirHome _home = new(new WeirSetup { Config = Config });
    private WeirProcess? _weir;

    internal WeirProcess Weir => _weir ?? throw new InvalidOperationException("Not started.");

    /// <summary>The id of a request that failed.</summary>
    internal string FailedRequest { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var token = TestContext.Current.CancellationToken;
        var weir = await WeirProcess.StartAsync(_home, token);
        await using (weir)
        {
            var ci = await KeyAsync(weir, "ci", "--team", "research");
            var laptop = await KeyAsync(weir, "laptop", "--user", "ada", "--team", "apps");
            foreach (var (key, model, count) in ((string, string, int)[])[(ci, "sim/lorem", 5), (ci, "lab/echo", 3), (laptop, "sim/echo", 4), (laptop, "lab/echo", 2), (laptop, "sim/lorem", 2)])
            {
                weir.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
                for (var i = 0; i < count; i++)
                {
                    var answer = await weir.Http.ChatAsync(model, token, stream: i % 2 == 0, ("x-weir-tags", i % 2 == 0 ? "env=prod" : "env=test,job=nightly"), ("x-weir-run", $"run-{model[..3]}"));
                    Assert.Equal(200, answer.Status);
                }
            }

            FailedRequest = (await weir.Http.ChatAsync("away/m", token)).RequestId;
            await weir.Http.ChatAsync("no-such-model", token);
            await Eventually.BeTrueAsync("all of it in the ledger", async () => (await TotalsAsync(weir)).GetProperty("requests").GetInt64() == 18, token);
            await weir.StopAsync(token);
        }

        // Quieter at the weekend, and a little more each week.
        var today = DateTimeOffset.UtcNow;
        var written = LedgerPast.Write(_home, Days, (number, back) => today.AddDays(-back).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? number % 6 == 0 : (number * 7 + back * 5) % 17 > back / 6);
        _weir = await WeirProcess.StartAsync(_home, token);
        await Eventually.BeTrueAsync("the past in the sums", async () => (await TotalsAsync(_weir)).GetProperty("requests").GetInt64() == 18 + written, token);
    }

    public async ValueTask DisposeAsync()
    {
        if (_weir is not null)
        {
            await _weir.DisposeAsync();
        }

        _home.Dispose();
    }

    private static async Task<string> KeyAsync(WeirProcess weir, string name, params string[] more) =>
        (await weir.RunCliAsync(["keys", "create", name, .. more, "--json"])).Json().GetProperty("key").GetString()!;

    private static async Task<JsonElement> TotalsAsync(WeirProcess weir) => (await weir.RunCliAsync("usage", "--json")).Json().GetProperty("totals");
}

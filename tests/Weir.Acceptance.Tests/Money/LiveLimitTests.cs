using System.Text;
using System.Text.Json;
using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Money;

/// <summary>Rate limits and caps of runs that are set while the gateway runs, and requests that are only thought of.</summary>
public sealed class LiveLimitTests
{
    private const string Config = """
        version: 2
        providers:
          - name: sim
            type: simulator
            simulator: {first_byte_delay_ms: 0, tokens_per_second: 2000}
            models:
              - {id: echo, cost: {input: 1, output: 10}, limit: {context: 32000, output: 500}}
        limits:
          - {on: team:ops, rpm: 9}
        budgets:
          - {on: team:ops, run_hard_tokens: 9}
        """;

    private static readonly string Words = string.Join(' ', Enumerable.Repeat("again", 250));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_rate_limit_set_by_command_holds_at_once_and_goes_when_it_is_removed()
    {
        await using var weir = await WeirProcess.StartAsync(new WeirSetup { Config = Config }, Token);
        Assert.Equal(200, (await weir.Http.ChatAsync("sim/echo", Token)).Status);

        var set = await weir.RunCliAsync("limits", "set", "model:sim/echo", "--rpm", "2", "--tpm", "100000", "--json");
        Assert.True(set.ExitCode == 0, set.ToString());
        int[] statuses = [(await weir.Http.ChatAsync("sim/echo", Token)).Status, (await weir.Http.ChatAsync("sim/echo", Token)).Status, (await weir.Http.ChatAsync("sim/echo", Token)).Status];
        Assert.Equal([200, 200, 429], statuses);

        var limit = (await weir.RunCliAsync("limits", "list", "--json")).Json().EnumerateArray().Single(static entry => entry.GetProperty("on").GetString() == "model:sim/echo");
        Assert.Equal(2, limit.GetProperty("usedRequests").GetInt64());
        Assert.InRange(limit.GetProperty("usedTokens").GetInt64(), 2, 100_000);
        Assert.Equal(0, limit.GetProperty("running").GetInt64());
        Assert.Equal(JsonValueKind.Null, limit.GetProperty("origin").ValueKind);

        var removed = await weir.RunCliAsync("limits", "remove", "model:sim/echo", "--yes");
        Assert.True(removed.ExitCode == 0, removed.ToString());
        Assert.Equal(200, (await weir.Http.ChatAsync("sim/echo", Token)).Status);
        Assert.Equal(["limit_removed", "limit_set"], (await weir.RunCliAsync("audit", "list", "--subject", "model:sim/echo", "--json")).Json().EnumerateArray().Select(static row => row.GetProperty("kind").GetString()!));
    }

    [Fact]
    public async Task A_cap_of_runs_set_by_command_ends_a_run_and_goes_when_it_is_removed()
    {
        await using var weir = await WeirProcess.StartAsync(new WeirSetup { Config = Config }, Token);
        Assert.Equal("stop", await FinishAsync(weir, "before"));

        var set = await weir.RunCliAsync("caps", "set", "connection:sim", "--soft", "100", "--hard", "600");
        Assert.True(set.ExitCode == 0, set.ToString());
        Assert.Equal("length", await FinishAsync(weir, "capped"));
        Assert.Equal("402", await FinishAsync(weir, "capped"));
        var shown = (await weir.RunCliAsync("providers", "show", "sim", "--json")).Json().GetProperty("connection").GetProperty("runCaps")[0];
        Assert.Equal((100, 600), (shown.GetProperty("softTokens").GetInt32(), shown.GetProperty("hardTokens").GetInt32()));

        var removed = await weir.RunCliAsync("caps", "remove", "connection:sim", "--yes");
        Assert.True(removed.ExitCode == 0, removed.ToString());
        Assert.Equal("stop", await FinishAsync(weir, "after"));
    }

    [Theory]
    [InlineData("limits set team:ops --rpm 1", "weir.yaml:")]
    [InlineData("limits remove team:ops --yes", "weir.yaml:")]
    [InlineData("caps set team:ops --hard 1", "weir.yaml:")]
    [InlineData("caps remove team:ops --yes", "weir.yaml:")]
    [InlineData("limits set nobody --rpm 1", "can't be on")]
    [InlineData("limits set key:ci --rpm 0", "1 or more")]
    [InlineData("limits remove key:ci --yes", "no rate limit")]
    [InlineData("caps remove key:ci --yes", "no cap")]
    public async Task What_the_file_declares_and_what_makes_no_sense_is_refused(string command, string reason)
    {
        using var home = new WeirHome(new WeirSetup { Config = Config });

        var refused = await home.RunAsync(command.Split(' '), Token);

        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains(reason, refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_simulation_foretells_how_many_requests_pass()
    {
        await using var weir = await WeirProcess.StartAsync(new WeirSetup { Config = Config }, Token);
        Assert.Equal(0, (await weir.RunCliAsync("budgets", "set", "connection:sim", "--total", "0.011")).ExitCode);

        // Forty bytes of a prompt and what is added to it are worth 1,128 tokens at most: $0.001128, and 100 tokens of output $0.001.
        var trial = (await weir.RunCliAsync("budgets", "simulate", "sim/echo", "--input", "10", "--output", "100", "--requests", "50", "--json")).Json();
        Assert.Equal("0.002128", trial.GetProperty("worst").GetProperty("usd").GetString());
        Assert.Equal(5, trial.GetProperty("atOnce").GetInt32());
        Assert.True(trial.GetProperty("inTurn").GetInt32() > 5, trial.ToString());
        Assert.Equal("connection:sim/lifetime/usd", trial.GetProperty("refusedBy").GetString());
        Assert.Equal(0, trial.GetProperty("budgets")[0].GetProperty("spent").GetInt64());
        Assert.Equal(0, (await weir.RunCliAsync("budgets", "doctor", "--json")).Json().GetProperty("holds").GetArrayLength());

        var unknown = await weir.RunCliAsync("budgets", "simulate", "no-such-model");
        Assert.NotEqual(0, unknown.ExitCode);
        Assert.NotEqual(0, (await weir.RunCliAsync("budgets", "simulate", "sim/echo", "--key", "nobody")).ExitCode);
        Assert.NotEqual(0, (await weir.RunCliAsync("budgets", "simulate", "sim/echo", "--requests", "0")).ExitCode);
    }

    /// <summary>The answer's reason to end; the status where there is no answer.</summary>
    private static async Task<string> FinishAsync(WeirProcess weir, string run)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, ChatCalls.Route)
        {
            Content = new StringContent($$"""{"model":"sim/echo","messages":[{"role":"user","content":"{{Words}}"}]}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("x-weir-run", run);
        using var response = await weir.Http.SendAsync(request, Token);
        var answer = JsonElement.Parse(await response.Content.ReadAsStringAsync(Token));
        return response.IsSuccessStatusCode ? answer.GetProperty("choices")[0].GetProperty("finish_reason").GetString()! : ((int)response.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}

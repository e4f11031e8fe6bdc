using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Chains;

/// <summary>Chains are set while the gateway runs: by command, over the admin API; they outlive reloads and restarts, and the file goes before them.</summary>
public sealed class SavedChainTests
{
    /// <summary>Nobody listens on the first connection's address.</summary>
    public const string Config = """
        version: 2
        providers:
          - {name: away, type: openai-compatible, base_url: "http://127.0.0.1:9/v1", api_key: not-a-key-0123456789, models: [m]}
          - {name: here, type: simulator, simulator: {first_byte_delay_ms: 1, tokens_per_second: 0}, models: [{id: echo, cost: {input: 1, output: 2}}]}
          - {name: there, type: simulator, simulator: {first_byte_delay_ms: 1, tokens_per_second: 0}}
          - {name: slow, type: simulator, simulator: {first_byte_delay_ms: 1, tokens_per_second: 10}}
        chains: {declared: {targets: [there/echo]}}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_chain_holds_at_once_over_reloads_and_restarts_and_is_moved_and_removed()
    {
        using var home = new WeirHome(new WeirSetup { Config = Config });
        await using (var weir = await WeirProcess.StartAsync(home, Token))
        {
            Assert.Equal(404, (await weir.Http.ChatAsync("coding", Token)).Status);
            await RunAsync(weir, "chains", "set", "coding", "away/m", "here/echo", "--retries", "0");
            Assert.Equal("here/echo", await AnsweredAsync(weir, "coding"));

            home.WriteConfig(Config + "\naliases: {quick: there/echo}\n");
            await Eventually.BeTrueAsync("The changed file is taken.", async () => (await weir.Http.ChatAsync("quick", Token)).Status == 200, Token);
            Assert.Equal("here/echo", await AnsweredAsync(weir, "coding"));

            await RunAsync(weir, "chains", "set", "coding", "away/m", "here/echo", "quick", "--retries", "0");
            await RunAsync(weir, "chain", "move", "coding", "3", "1");
            Assert.Equal("there/echo", await AnsweredAsync(weir, "coding"));
            await weir.StopAsync(Token);
        }

        await using (var weir = await WeirProcess.StartAsync(home, Token))
        {
            Assert.Equal("there/echo", await AnsweredAsync(weir, "coding"));
            var chain = (await RunAsync(weir, "chains", "show", "coding", "--json")).Json();
            Assert.Equal(["quick", "away/m", "here/echo"], chain.GetProperty("targets").EnumerateArray().Select(static target => target.GetProperty("name").GetString()!));
            Assert.Equal(("set while running", true, 0), (chain.GetProperty("origin").GetString(), chain.GetProperty("editable").GetBoolean(), chain.GetProperty("retries").GetInt32()));
            Assert.Equal(5, chain.GetProperty("requests").GetInt64());
            Assert.Equal(1, chain.GetProperty("failed").GetInt64());
            Assert.Equal(0.5, chain.GetProperty("targets")[0].GetProperty("share").GetDouble(), 3);

            await RunAsync(weir, "chains", "remove", "coding", "--yes");
            Assert.Equal(404, (await weir.Http.ChatAsync("coding", Token)).Status);
        }
    }

    [Fact]
    public async Task The_file_rules_what_it_declares_and_what_it_would_refuse_is_refused()
    {
        await using var weir = await WeirProcess.StartAsync(new WeirSetup { Config = Config }, Token);

        var declared = await weir.RunCliAsync("chains", "set", "declared", "here/echo");
        Assert.Equal(1, declared.ExitCode);
        Assert.Contains("is declared at weir.yaml:7", declared.Error, StringComparison.Ordinal);
        Assert.Contains("is declared at weir.yaml:7", (await weir.RunCliAsync("chains", "remove", "declared", "--yes")).Error, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'here'?", (await weir.RunCliAsync("chains", "set", "coding", "heer/echo")).Error, StringComparison.Ordinal);
        Assert.Contains("holds a slash", (await weir.RunCliAsync("chains", "set", "a/b", "here/echo")).Error, StringComparison.Ordinal);
        var chain = Assert.Single((await RunAsync(weir, "chains", "list", "--json")).Json().EnumerateArray());
        Assert.Equal(("declared", "weir.yaml:7", false), (chain.GetProperty("name").GetString(), chain.GetProperty("origin").GetString(), chain.GetProperty("editable").GetBoolean()));
    }

    [Fact]
    public async Task A_chain_that_asks_does_not_go_on_by_itself()
    {
        await using var weir = await WeirProcess.StartAsync(new WeirSetup { Config = Config }, Token);
        await RunAsync(weir, "chains", "set", "careful", "away/m", "here/echo", "--ask", "--retries", "0");

        var asked = await weir.Http.ChatAsync("careful", Token);
        Assert.Equal(409, asked.Status);
        Assert.Contains("confirmation_needed", asked.Body, StringComparison.Ordinal);
        Assert.Contains("x-weir-confirm: here/echo", asked.Body, StringComparison.Ordinal);
        Assert.Equal(200, (await weir.Http.ChatAsync("careful", Token, headers: ("x-weir-confirm", "here/echo"))).Status);

        await RunAsync(weir, "chains", "set", "loyal", "away/m", "here/echo", "--no-fallback", "--retries", "0");
        Assert.True((await weir.Http.ChatAsync("loyal", Token)).Status >= 500);
    }

    [Fact]
    public async Task A_try_tells_the_way_and_sends_nothing()
    {
        await using var weir = await WeirProcess.StartAsync(new WeirSetup { Config = Config }, Token);
        await RunAsync(weir, "chains", "set", "coding", "away/m", "here/echo");

        var candidates = (await RunAsync(weir, "chains", "try", "coding", "--json")).Json().GetProperty("candidates");

        Assert.Equal(["away/m", "here/echo"], candidates.EnumerateArray().Select(static candidate => candidate.GetProperty("target").GetString()!));
        Assert.Equal(0, (await RunAsync(weir, "chains", "show", "coding", "--json")).Json().GetProperty("requests").GetInt64());
    }

    private static async Task<CommandResult> RunAsync(WeirProcess weir, params string[] arguments)
    {
        var result = await weir.RunCliAsync(arguments);
        Assert.True(result.ExitCode == 0, result.ToString());
        return result;
    }

    private static async Task<string?> AnsweredAsync(WeirProcess weir, string model)
    {
        var answer = await weir.Http.ChatAsync(model, Token);
        Assert.True(answer.Status == 200, answer.Body);
        return (await RunAsync(weir, "explain", answer.RequestId, "--json")).Json().GetProperty("modelAnswered").GetString();
    }
}

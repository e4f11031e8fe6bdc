using System.Text.Json;
using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Configuration;

/// <summary>Where requests would go, and what differs between file and gateway: asked of the real program, which sends nothing.</summary>
public sealed class PreviewTests
{
    private const string Config = """
        version: 2
        providers:
          - {name: a, type: openai-compatible, base_url: "http://127.0.0.1:9/v1", auth_method: none, models: [{id: x, cost: {input: 1, output: 2}}]}
          - {name: b, type: anthropic, base_url: "http://127.0.0.1:9", api_key: test-0123456789, models: [y]}
          - {name: off, type: openai-compatible, base_url: "http://127.0.0.1:9/v1", auth_method: none, enabled: false}
        chains: {coding: {targets: [a/x, b/y, a/x]}}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_that_is_thought_of_goes_where_the_running_gateway_or_another_file_says()
    {
        await using var weir = await WeirProcess.StartAsync(new WeirSetup { Config = Config }, Token);
        await File.WriteAllTextAsync(
            Path.Combine(weir.Home.WorkFolder, "body.json"), """{"messages":[{"role":"user","content":"Hello"}],"logit_bias":{"1":2},"seed":3}""", Token);

        var told = (await weir.RunCliAsync("explain", "--what-if", "--model", "coding", "--file", "body.json", "--json")).Json();
        var candidates = told.GetProperty("candidates");
        Assert.Equal(JsonValueKind.Null, told.GetProperty("error").ValueKind);
        Assert.Equal(["a/x", "b/y", "a/x"], candidates.EnumerateArray().Select(static candidate => candidate.GetProperty("target").GetString()));
        Assert.Equal(["forwarded", "translated", "forwarded"], candidates.EnumerateArray().Select(static candidate => candidate.GetProperty("lane").GetString()));
        Assert.Equal((1, 1m), (candidates[0].GetProperty("place").GetInt32(), candidates[0].GetProperty("inputUsdPerMillion").GetDecimal()));
        Assert.True(candidates[0].GetProperty("inputCostNanoDollars").GetInt64() > 0);
        Assert.Contains("logit_bias", candidates[1].GetProperty("dropped").ToString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, candidates[2].GetProperty("place").ValueKind);

        await File.WriteAllTextAsync(Path.Combine(weir.Home.WorkFolder, "new.yaml"), Config.Replace("[a/x, b/y, a/x]", "[b/y]", StringComparison.Ordinal), Token);
        var other = await weir.RunCliAsync("explain", "--what-if", "--model", "coding", "--config", "new.yaml");
        Assert.True(other.ExitCode == 0, other.ToString());
        Assert.Contains("b/y", other.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("a/x", other.Output, StringComparison.Ordinal);

        var refused = await weir.RunCliAsync("explain", "--what-if", "--model", "off/m");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("\"off\" is switched off (weir.yaml:5)", refused.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tests_of_routes_run_without_a_gateway()
    {
        using var home = new WeirHome(new WeirSetup { Config = Config });
        await File.WriteAllTextAsync(
            Path.Combine(home.WorkFolder, "routes.yaml"),
            """
            keys: {ci: ["b/*"]}
            tests:
              - {model: coding, expect: [a/x, b/y]}
              - {model: coding, key: ci, expect: [b/y]}
              - {model: a/x, key: ci, expect: {error: not_allowed}}
              - {model: coding, expect: [b/y, a/x]}
            """,
            Token);

        var result = await home.RunAsync(["config", "test", "routes.yaml"], Token);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("3 passed, 1 failed", result.Output, StringComparison.Ordinal);
        Assert.Contains("FAILED line 6: coding", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_running_gateway_did_not_take_is_told()
    {
        await using var weir = await WeirProcess.StartAsync(new WeirSetup { Config = Config }, Token);
        var same = await weir.RunCliAsync("config", "diff");
        Assert.True(same.ExitCode == 0, same.ToString());

        var added = await weir.RunCliAsync("providers", "add", "ollama", "--name", "local");
        Assert.Contains("local: added", added.Output, StringComparison.Ordinal);
        weir.Home.WriteConfig(Config + "\nserver: {heartbeat_seconds: 5}\n");
        var restart = await Eventually.GetAsync("a change that needs a restart", () => DiffAsync("needs_restart"), Token);
        Assert.Equal("server.heartbeat_seconds", Assert.Single(restart.GetProperty("changes").EnumerateArray()).GetProperty("path").GetString());
        Assert.Equal("added", Assert.Single(restart.GetProperty("database").EnumerateArray()).GetProperty("effect").GetString());

        weir.Home.WriteConfig(Config.Replace("models: [y]", "models: [y], http_version: 9", StringComparison.Ordinal));
        var refused = await Eventually.GetAsync("a file that is refused", () => DiffAsync("refused"), Token);
        var change = Assert.Single(refused.GetProperty("changes").EnumerateArray());
        Assert.Equal(("providers.b.http_version", "9", null), (change.GetProperty("path").GetString(), change.GetProperty("file").GetString(), change.GetProperty("running").GetString()));

        async Task<JsonElementBox?> DiffAsync(string why)
        {
            var result = await weir.RunCliAsync("config", "diff", "--json");
            return result.ExitCode == 1 && result.Output.Contains($"\"{why}\"", StringComparison.Ordinal) ? new JsonElementBox(result.Json()) : null;
        }
    }

    private sealed record JsonElementBox(JsonElement Value)
    {
        public JsonElement GetProperty(string name) => Value.GetProperty(name);
    }
}

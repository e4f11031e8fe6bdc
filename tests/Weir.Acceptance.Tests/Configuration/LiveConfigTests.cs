using Weir.Acceptance.Tests.Program;
using Weir.Acceptance.Tests.Upstream;

namespace Weir.Acceptance.Tests.Configuration;

/// <summary>weir.yaml is read while the gateway runs: a good change holds at once, a bad one changes nothing.</summary>
public sealed class LiveConfigTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_provider_added_by_file_alone_answers_and_a_bad_file_leaves_it_so()
    {
        await using var upstream = await ReplayUpstream.StartAsync(Token);
        await using var weir = await WeirProcess.StartAsync(new WeirSetup { Config = "version: 2\nproviders: []\n" }, Token);
        upstream.Play([.. Enumerable.Repeat(UpstreamAnswer.Json("""{"choices":[]}"""), 20)]);
        Assert.Equal(404, (await weir.Http.ChatAsync("lab/any", Token)).Status);

        weir.Home.WriteConfig($$"""
            version: 2
            providers:
              - name: lab
                type: openai-compatible
                base_url: {{upstream.BaseUrl}}
                headers: {x-team: research}
                auth_method: none
            aliases: {quick: lab/any}
            """);
        await Eventually.BeTrueAsync("the new provider answers", async () => (await weir.Http.ChatAsync("lab/any", Token)).Status == 200, Token);
        Assert.Equal(200, (await weir.Http.ChatAsync("quick", Token)).Status);
        Assert.Equal("research", upstream.Received[^1].Headers["x-team"]);
        Assert.False(upstream.Received[^1].Headers.ContainsKey("authorization"));

        weir.Home.WriteConfig("version: 2\nproviders:\n  - nmae: lab\n    type: openai-compatible\n");
        await Eventually.BeTrueAsync("the bad file is told", () => Task.FromResult(weir.Log.Contains("nmae", StringComparison.Ordinal)), Token);
        Assert.Equal(200, (await weir.Http.ChatAsync("lab/any", Token)).Status);

        var validated = await weir.RunCliAsync("config", "validate");
        Assert.Equal(1, validated.ExitCode);
        Assert.Contains("weir.yaml:3", validated.Error + validated.Output, StringComparison.Ordinal);
        Assert.Contains("name", validated.Error + validated.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_provider_of_the_catalogue_is_listed_and_a_variable_finds_one()
    {
        var setup = new WeirSetup { Variables = new Dictionary<string, string> { ["OPENAI_API_KEY"] = WeirSetup.RandomKey() } };
        using var home = new WeirHome(setup);

        var result = await home.RunAsync(["providers", "list", "--all", "--json"], Token);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.True(result.Json().GetArrayLength() >= 147, result.Output);
        Assert.DoesNotContain(setup.Variables["OPENAI_API_KEY"], result.Output, StringComparison.Ordinal);
        var text = result.Json().EnumerateArray().Single(static entry => entry.ToString().Contains("\"openai\"", StringComparison.Ordinal)).ToString();
        Assert.Contains("OPENAI_API_KEY", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_committed_snapshot_of_the_catalogue_has_no_difference_to_a_second_run()
    {
        using var home = new WeirHome(new WeirSetup());

        var result = await home.RunAsync(["catalog", "diff", "--json"], Token);

        Assert.True(result.ExitCode == 0, result.ToString());
    }
}

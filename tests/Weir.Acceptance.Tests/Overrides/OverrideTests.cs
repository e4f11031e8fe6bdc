using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Overrides;

/// <summary>Models are switched while the gateway runs: by command, for whom it was said, as long as it was said.</summary>
public sealed class OverrideTests
{
    private const string Config = """
        version: 2
        providers:
          - {name: asked, type: simulator, simulator: {first_byte_delay_ms: 1, tokens_per_second: 0}}
          - {name: cheap, type: simulator, simulator: {first_byte_delay_ms: 1, tokens_per_second: 0}, models: [{id: echo, cost: {input: 1, output: 2}}]}
          - {name: dear, type: simulator, simulator: {first_byte_delay_ms: 1, tokens_per_second: 0}, models: [{id: echo, cost: {input: 5, output: 6}}]}
        chains: {coding: {targets: [dear/echo, cheap/echo]}}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_switch_holds_for_its_scope_and_lasts_over_a_restart_unless_it_is_temporary()
    {
        using var home = new WeirHome(new WeirSetup { Config = Config });
        await using (var weir = await WeirProcess.StartAsync(home, Token))
        {
            Assert.Equal("asked/echo", await ModelAsync(weir));
            await RunAsync(weir, "models", "switch", "cheap/echo");
            Assert.Equal("cheap/echo", await ModelAsync(weir));

            var dearer = await RunAsync(weir, "model", "switch", "dear/echo", "--key", "WEIR_KEY");
            Assert.Contains("About $4.00 more per million tokens than cheap/echo", dearer.Output, StringComparison.Ordinal);
            Assert.Equal("dear/echo", await ModelAsync(weir));

            await RunAsync(weir, "models", "switch", "asked/lorem", "--conversation", "c1", "--temporary");
            Assert.Equal("asked/lorem", await ModelAsync(weir, ("x-weir-conversation", "c1")));
            Assert.Equal("asked/lorem", await ModelAsync(weir, ("session_id", "c1")));
            Assert.Equal("dear/echo", await ModelAsync(weir, ("x-weir-conversation", "c2")));

            // What the request itself says goes before what was chosen.
            Assert.Equal("cheap/echo", await ModelAsync(weir, ("x-weir-chain", "cheap/echo"), ("x-weir-conversation", "c1")));
            Assert.Equal("dear/echo", await ModelAsync(weir, ("x-weir-chain", "coding")));
            Assert.Equal(404, (await weir.Http.ChatAsync("asked/echo", Token, headers: ("x-weir-chain", "codnig"))).Status);
        }

        await using (var weir = await WeirProcess.StartAsync(home, Token))
        {
            Assert.Equal("dear/echo", await ModelAsync(weir, ("x-weir-conversation", "c1")));
            await RunAsync(weir, "models", "reset", "--key", "WEIR_KEY");
            Assert.Equal("cheap/echo", await ModelAsync(weir));
            var current = (await RunAsync(weir, "models", "current", "--json")).Json();
            Assert.Equal(("gateway", "cheap/echo", "WEIR_ADMIN_KEY"), (current[0].GetProperty("scope").GetString(), current[0].GetProperty("target").GetString(), current[0].GetProperty("setBy").GetString()));
            await RunAsync(weir, "models", "reset", "--all");
            Assert.Equal("asked/echo", await ModelAsync(weir));
        }
    }

    [Fact]
    public async Task A_key_that_may_not_use_the_choice_keeps_what_it_asks_for_and_a_wrong_choice_is_refused()
    {
        await using var weir = await WeirProcess.StartAsync(new WeirSetup { Config = Config }, Token);
        var limited = (await weir.RunCliAsync("keys", "create", "limited", "--models", "asked/*", "--url", weir.Url.AbsoluteUri)).Output.Trim();
        await RunAsync(weir, "models", "switch", "cheap/echo");

        weir.Http.DefaultRequestHeaders.Authorization = new("Bearer", limited);
        Assert.Equal("asked/echo", await ModelAsync(weir));

        foreach (var arguments in new string[][] { ["cheap/ehco"], ["cheap/echo", "--key", "limited"], ["cheap/echo", "--key", "nobody"] })
        {
            var refused = await weir.RunCliAsync(["models", "switch", .. arguments, "--url", weir.Url.AbsoluteUri]);
            Assert.True(refused.ExitCode == 1, refused.ToString());
        }

        Assert.Equal("asked/echo", await ModelAsync(weir));
    }

    private static async Task<CommandResult> RunAsync(WeirProcess weir, params string[] arguments)
    {
        var result = await weir.RunCliAsync([.. arguments, "--url", weir.Url.AbsoluteUri]);
        Assert.True(result.ExitCode == 0, result.ToString());
        return result;
    }

    private static async Task<string> ModelAsync(WeirProcess weir, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, ChatCalls.Route) { Content = ChatCalls.Body("asked/echo") };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await weir.Http.SendAsync(request, Token);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Token));
        return response.Headers.GetValues("x-weir-model").Single();
    }
}

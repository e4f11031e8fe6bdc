using System.Text;
using System.Text.Json;
using Weir.Acceptance.Tests.Program;
using Weir.Acceptance.Tests.Routing;

namespace Weir.Acceptance.Tests.Money;

/// <summary>A gateway with a budget of a dollar in front of a provider that does what a test says.</summary>
internal sealed class MoneyUpstream : IAsyncDisposable
{
    private readonly FaultyUpstream _upstream;

    private MoneyUpstream(FaultyUpstream upstream, WeirProcess weir)
    {
        _upstream = upstream;
        Weir = weir;
    }

    public WeirProcess Weir { get; }

    /// <summary>Starts both.</summary>
    /// <param name="play">What the provider does to each request.</param>
    /// <param name="more">More of weir.yaml.</param>
    /// <param name="address">The provider's address, in the place of the true one.</param>
    public static async Task<MoneyUpstream> StartAsync(
        Func<FaultyRequest, FaultyConnection, CancellationToken, Task> play, string more = "", string? address = null)
    {
        var upstream = new FaultyUpstream(play);
        var config = $$$"""
            version: 2
            providers:
              - name: lab
                type: openai-compatible
                base_url: "http://{{{address ?? upstream.Authority}}}/lab/v1"
                api_key: "${LAB_KEY}"
                timeouts: {first_byte: 1s}
                models: [{id: m, cost: {input: 1, output: 10}, limit: {context: 32000, output: 500}}]
            routing: {retries: 0}
            budgets:
              - {on: gateway, total: 1}
            {{{more}}}
            """;
        var setup = new WeirSetup { Config = config, Variables = new Dictionary<string, string> { ["LAB_KEY"] = WeirSetup.RandomKey() } };
        return new MoneyUpstream(upstream, await WeirProcess.StartAsync(setup, TestContext.Current.CancellationToken));
    }

    /// <summary>Asks; gives the status and Weir's id of the request.</summary>
    public async Task<(int Status, string Id)> AskAsync(bool stream = false, string? path = null)
    {
        using var content = new StringContent(
            $$"""{"model":"lab/m","stream":{{(stream ? "true" : "false")}},"max_tokens":100,"messages":[{"role":"user","content":"Hello there"}]}""", Encoding.UTF8, "application/json");
        using var response = await Weir.Http.PostAsync(path is null ? ChatCalls.Route : new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken);
        try
        {
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        }
        catch (HttpRequestException)
        {
            // It broke off.
        }

        return ((int)response.StatusCode, response.Headers.GetValues("x-weir-request-id").Single());
    }

    /// <summary>What the one budget has, once nothing is held any more.</summary>
    public async Task<long> SpentAsync()
    {
        var spent = 0L;
        await Eventually.BeTrueAsync("a budget at rest", async () =>
        {
            var budget = Assert.Single((await Weir.RunCliAsync("budgets", "list", "--json")).Json().EnumerateArray());
            spent = budget.GetProperty("spent").GetInt64();
            return budget.GetProperty("held").GetInt64() == 0;
        }, TestContext.Current.CancellationToken);
        return spent;
    }

    /// <summary>The holds that the doctor shows.</summary>
    public async Task<IReadOnlyList<JsonElement>> HoldsAsync()
    {
        var result = await Weir.RunCliAsync("budgets", "doctor", "--json");
        Assert.True(result.ExitCode == 0, result.ToString());
        return [.. result.Json().GetProperty("holds").EnumerateArray()];
    }

    public async ValueTask DisposeAsync()
    {
        await Weir.DisposeAsync();
        await _upstream.DisposeAsync();
    }
}

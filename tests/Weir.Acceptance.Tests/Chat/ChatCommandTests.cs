using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Chat;

/// <summary><c>weir chat</c> through a gateway that runs.</summary>
public sealed class ChatCommandTests
{
    private const string Config = """
        version: 2
        providers:
          - name: sim
            type: simulator
            simulator: {first_byte_delay_ms: 0, tokens_per_second: 0}
            models: [{id: echo, cost: {input: 1, output: 10}, limit: {context: 32000, output: 400}}]

        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_question_is_priced_answered_and_booked()
    {
        await using var weir = await WeirProcess.StartAsync(new WeirSetup { Config = Config }, Token);

        var result = await weir.RunCliAsync("chat", "sim/echo", "one two three");

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains("one two three", result.Output, StringComparison.Ordinal);
        Assert.Contains("sim/echo: about $", result.Error, StringComparison.Ordinal);
        Assert.Contains("tokens in", result.Error, StringComparison.Ordinal);
        var row = Assert.Single((await weir.RunCliAsync("requests", "list", "--json")).Json().EnumerateArray());
        Assert.Equal("console", row.GetProperty("user").GetString());
        Assert.True(row.GetProperty("costNanoDollars").GetInt64() > 0);
    }

    [Fact]
    public async Task Without_a_gateway_it_says_how_to_start_one()
    {
        using var home = new WeirHome(new WeirSetup { Config = Config });

        var result = await home.RunAsync(["chat", "sim/echo", "Hi"], Token);

        Assert.Equal(5, result.ExitCode);
        Assert.Contains("weir serve", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_is_not_there_is_told()
    {
        await using var weir = await WeirProcess.StartAsync(new WeirSetup { Config = Config }, Token);

        var result = await weir.RunCliAsync("chat", "no-such-model", "Hi");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("no-such-model", result.Error, StringComparison.Ordinal);
    }
}

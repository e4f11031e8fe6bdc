using Weir.Tests.Invocation;

namespace Weir.Tests.Commands.Explain;

public sealed class ExplainCommandTests
{
    [Fact]
    public async Task The_words_name_every_attempt_the_cost_and_the_times()
    {
        using var cli = new CliKit();

        var result = await cli.RunAsync("explain", "req_1");

        Assert.All(
            ["req_1", "fast by ci", "lab/gpt-5", "$0.0015 by catalog:2026-06-30", "overloaded: Busy.", "answered", "12 in", "34 out", "322 ms"],
            part => Assert.Contains(part, result.Output, StringComparison.Ordinal));
    }
}

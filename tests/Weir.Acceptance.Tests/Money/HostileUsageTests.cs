namespace Weir.Acceptance.Tests.Money;

/// <summary>Figures that no honest provider tells: no hold is left, and no budget opens.</summary>
public sealed class HostileUsageTests
{
    private const long Limit = 1_000_000_000;

    [Theory]
    [InlineData(""","usage":{"prompt_tokens":-1000000,"completion_tokens":-5,"total_tokens":-1000005}""")]
    [InlineData(""","usage":{"prompt_tokens":9223372036854775807,"completion_tokens":9223372036854775807,"total_tokens":9223372036854775807}""")]
    [InlineData(""","usage":{"prompt_tokens":1e300,"completion_tokens":99999999999999999999999999,"total_tokens":0}""")]
    [InlineData(""","usage":{"prompt_tokens":"many","completion_tokens":"more","total_tokens":[]}""")]
    [InlineData(""","usage":null""")]
    [InlineData(""","usage":{}""")]
    [InlineData("")]
    public async Task No_figure_opens_a_budget_or_leaves_a_hold(string usage)
    {
        await using var money = await MoneyUpstream.StartAsync((request, connection, token) => connection.AnswerAsync(
            200,
            $$$"""{"id":"1","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Well."},"finish_reason":"stop"}]{{{usage}}} }""",
            token));

        var before = 0L;
        for (var request = 0; request < 3; request++)
        {
            var (status, _) = await money.AskAsync();
            var spent = await money.SpentAsync();
            Assert.True(status is 200 || (status == 402 && spent >= Limit), $"{status} at {spent}");
            Assert.True(spent >= before, $"{spent} after {before}");
            before = spent;
        }

        Assert.Empty(await money.HoldsAsync());
    }

    [Theory]
    [InlineData(""","usage":null""")]
    [InlineData("")]
    [InlineData(""","usage":{"prompt_tokens":"many"}""")]
    public async Task A_whole_answer_without_usage_counts_at_its_worst_case(string usage)
    {
        await using var money = await MoneyUpstream.StartAsync((request, connection, token) => connection.AnswerAsync(
            200,
            $$$"""{"id":"1","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Well."},"finish_reason":"stop"}]{{{usage}}} }""",
            token));

        await money.AskAsync();

        Assert.True(await money.SpentAsync() >= 100 * 10_000);
        Assert.Empty(await money.HoldsAsync());
    }
}

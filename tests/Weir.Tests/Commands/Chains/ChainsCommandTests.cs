using Weir.Gateway.Admin.Chains;
using Weir.Gateway.Admin.Previews;
using Weir.Invocation;
using Weir.Tests.Invocation;

namespace Weir.Tests.Commands.Chains;

public sealed class ChainsCommandTests
{
    [Fact]
    public async Task One_chain_is_shown_with_who_answered()
    {
        using var cli = new CliKit();

        var result = await cli.RunAsync("chains", "show", "coding");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Contains("90", result.Output, StringComparison.Ordinal);
        Assert.Contains("rate-limited: It is at its limit until 12:05:00 UTC.", result.Output, StringComparison.Ordinal);
        Assert.Contains("the client is asked before the next one is used", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_set_is_what_was_said()
    {
        using var cli = new CliKit();

        var result = await cli.RunAsync("chains", "set", "careful", "lab/gpt-5", "other/m", "--ask", "--retries", "0", "--deadline", "20", "--no-fallback");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        var order = Assert.IsType<ChainOrder>(Assert.Single(cli.Admin.Calls));
        Assert.Equal(["lab/gpt-5", "other/m"], order.Targets);
        Assert.Empty(order.MoveOn!);
        Assert.Equal((0, 20.0, true), (order.Retries, order.DeadlineSeconds, order.AskBeforeSwitching));
        Assert.Null(order.OnCut);
    }

    [Theory]
    [InlineData("1", "2", "other/m", "lab/gpt-5")]
    [InlineData("2", "1", "other/m", "lab/gpt-5")]
    [InlineData("1", "1", "lab/gpt-5", "other/m")]
    public async Task A_target_moves_and_everything_else_stays(string from, string to, string first, string second)
    {
        using var cli = new CliKit();

        var result = await cli.RunAsync("chains", "move", "coding", from, to);

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        var order = Assert.IsType<ChainOrder>(Assert.Single(cli.Admin.Calls));
        Assert.Equal([first, second], order.Targets);
        Assert.Equal((1, true, "order", "error"), (order.Retries, order.AskBeforeSwitching, order.Strategy, order.OnCut));
        Assert.Equal(["rate_limited", "overloaded"], order.MoveOn!);
    }

    [Theory]
    [InlineData("chains move coding 0 1")]
    [InlineData("chains move coding 1 3")]
    [InlineData("chains set coding")]
    [InlineData("chains remove coding")]
    public async Task What_makes_no_sense_changes_nothing(string command)
    {
        using var cli = new CliKit();

        var result = await cli.RunAsync(command.Split(' '));

        Assert.Equal(ExitCodes.WrongUsage, result.ExitCode);
        Assert.Empty(cli.Admin.Calls);
    }

    [Fact]
    public async Task A_try_asks_for_the_chain_with_the_body()
    {
        using var cli = new CliKit { Input = """{"messages":[]}""" };

        var result = await cli.RunAsync("chains", "try", "coding", "-", "--key", "ci");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Contains("skipped: It has no key.", result.Output, StringComparison.Ordinal);
        var question = Assert.IsType<RouteQuestion>(Assert.Single(cli.Admin.Calls));
        Assert.Equal(("coding", "ci"), (question.Model, question.Key));
        Assert.True(question.Body!.Value.TryGetProperty("messages", out _));
    }

    [Fact]
    public async Task A_chain_that_is_not_there_can_t_be_tried()
    {
        using var cli = new CliKit();

        Assert.Equal(ExitCodes.Failed, (await cli.RunAsync("chains", "try", "none")).ExitCode);
    }
}

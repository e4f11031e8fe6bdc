using Weir.Gateway.Admin.Limits;
using Weir.Invocation;
using Weir.Tests.Invocation;

namespace Weir.Tests.Commands.Limits;

public sealed class LimitsCommandTests
{
    [Fact]
    public async Task A_list_tells_what_is_used_and_where_it_stands()
    {
        using var cli = new CliKit();

        var result = await cli.RunAsync("limits", "list");

        Assert.Contains("60 of 60", result.Output, StringComparison.Ordinal);
        Assert.Contains("41,500 of 100,000", result.Output, StringComparison.Ordinal);
        Assert.Contains("3 of 200", result.Output, StringComparison.Ordinal);
        Assert.Contains("weir.yaml:20", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_set_is_what_was_said()
    {
        using var cli = new CliKit();

        var result = await cli.RunAsync("limits", "set", "user:ada", "--rpm", "60", "--concurrent", "4");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Equal(new LimitOrder { On = "user:ada", Rpm = 60, Concurrent = 4 }, Assert.IsType<LimitOrder>(Assert.Single(cli.Admin.Calls)));
        Assert.Contains("user:ada: 60 requests a minute, 4 requests at a time.", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("limits set gateway")]
    [InlineData("limits set gateway --rpm many")]
    [InlineData("limits remove gateway")]
    public async Task Nothing_is_changed_without_a_number_or_a_yes(string command)
    {
        using var cli = new CliKit();

        var result = await cli.RunAsync(command.Split(' '));

        Assert.Equal(ExitCodes.WrongUsage, result.ExitCode);
        Assert.Empty(cli.Admin.Calls);
    }
}

using Weir.Gateway.Admin.Limits;
using Weir.Invocation;
using Weir.Tests.Invocation;

namespace Weir.Tests.Commands.Caps;

public sealed class CapsCommandTests
{
    [Fact]
    public async Task A_list_tells_both_numbers()
    {
        using var cli = new CliKit();

        var result = await cli.RunAsync("caps", "list");

        Assert.Contains("50,000", result.Output, StringComparison.Ordinal);
        Assert.Contains("200,000", result.Output, StringComparison.Ordinal);
        Assert.Contains("weir.yaml:22", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_set_is_what_was_said()
    {
        using var cli = new CliKit();

        var result = await cli.RunAsync("caps", "set", "connection:lab", "--soft", "5000", "--hard", "9000");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Equal(new RunCapOrder { On = "connection:lab", SoftTokens = 5000, HardTokens = 9000 }, Assert.IsType<RunCapOrder>(Assert.Single(cli.Admin.Calls)));
        Assert.Contains("a run ends at 9,000 tokens", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("caps set gateway")]
    [InlineData("caps remove gateway")]
    public async Task Nothing_is_changed_without_a_number_or_a_yes(string command)
    {
        using var cli = new CliKit();

        var result = await cli.RunAsync(command.Split(' '));

        Assert.Equal(ExitCodes.WrongUsage, result.ExitCode);
        Assert.Empty(cli.Admin.Calls);
    }
}

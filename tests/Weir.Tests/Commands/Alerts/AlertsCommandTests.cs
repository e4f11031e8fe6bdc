using Weir.Invocation;
using Weir.Tests.Invocation;

namespace Weir.Tests.Commands.Alerts;

public sealed class AlertsCommandTests
{
    [Fact]
    public async Task A_list_tells_what_and_whether_it_was_sent()
    {
        using var cli = new CliKit();

        var result = await cli.RunAsync("alerts", "list", "--open");

        Assert.Contains("budget_threshold", result.Output, StringComparison.Ordinal);
        Assert.Contains("command:desk (waiting)", result.Output, StringComparison.Ordinal);
        Assert.Equal(true, Assert.Single(cli.Admin.Calls));
    }

    [Fact]
    public async Task An_acknowledgement_names_the_alert()
    {
        using var cli = new CliKit();

        var result = await cli.RunAsync("alerts", "ack", "alert_1");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Equal("alert_1", Assert.Single(cli.Admin.Calls));
    }

    [Theory]
    [InlineData(true, ExitCodes.Ok)]
    [InlineData(false, ExitCodes.Failed)]
    public async Task A_test_fails_where_a_channel_does(bool succeeds, int exitCode)
    {
        using var cli = new CliKit();
        cli.Admin.TestsSucceed = succeeds;

        var result = await cli.RunAsync("alerts", "test");

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains("webhook:ops", result.Output, StringComparison.Ordinal);
    }
}

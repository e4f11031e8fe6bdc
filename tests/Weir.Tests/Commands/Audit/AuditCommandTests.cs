using Weir.Gateway.Admin.Audit;
using Weir.Invocation;
using Weir.Tests.Invocation;

namespace Weir.Tests.Commands.Audit;

public sealed class AuditCommandTests
{
    [Fact]
    public async Task A_list_asks_for_what_was_said()
    {
        using var cli = new CliKit();

        var result = await cli.RunAsync("audit", "list", "--since", "24h", "--kind", "key_created", "--who", "ops");

        Assert.Contains("connection_disabled", result.Output, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1 weir-cli", result.Output, StringComparison.Ordinal);
        Assert.Equal(
            new AuditQuestion { Since = FixedTime.Now.AddDays(-1), Kind = "key_created", Who = "ops" },
            Assert.IsType<AuditQuestion>(Assert.Single(cli.Admin.Calls)));
    }

    [Fact]
    public async Task An_export_is_a_row_a_line_the_oldest_first()
    {
        using var cli = new CliKit();

        var result = await cli.RunAsync("audit", "export");

        var lines = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => System.Text.Json.JsonElement.Parse(line)).ToList();
        Assert.Equal([1, 2], lines.Select(static line => line.GetProperty("number").GetInt32()));
    }

    [Theory]
    [InlineData(false, ExitCodes.Ok, "whole")]
    [InlineData(true, ExitCodes.Failed, "broken at row 2")]
    public async Task A_broken_log_fails(bool broken, int exitCode, string told)
    {
        using var cli = new CliKit();
        cli.Admin.AuditIsBroken = broken;

        var result = await cli.RunAsync("audit", "verify");

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(told, result.Output, StringComparison.Ordinal);
    }
}

using Weir.Invocation;
using Weir.Tests.Invocation;

namespace Weir.Tests.Commands.Quota;

public sealed class QuotaCommandTests
{
    [Fact]
    public async Task Every_window_has_a_line()
    {
        using var kit = new CliKit();

        var result = await kit.RunAsync("quota");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        var lines = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains(lines, static line => line.StartsWith("lab", StringComparison.Ordinal) && line.Contains("42%", StringComparison.Ordinal) && line.Contains("in 2h 0m", StringComparison.Ordinal) && line.Contains("3m 0s", StringComparison.Ordinal) && line.Contains("1,234", StringComparison.Ordinal));
        Assert.Contains(lines, static line => line.StartsWith("other", StringComparison.Ordinal) && line.Contains("1.7%", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_connection_may_be_asked_for()
    {
        using var kit = new CliKit();

        var quota = Assert.Single((await kit.RunAsync("quota", "other", "--json")).Json().EnumerateArray());

        Assert.Equal(59, quota.GetProperty("remaining").GetInt32());
        Assert.Contains("No upstream", (await kit.RunAsync("quota", "none")).Error, StringComparison.Ordinal);
    }
}

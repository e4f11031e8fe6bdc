using System.Text.Json;
using Weir.Gateway.Admin;
using Weir.Invocation;
using Weir.Tests.Invocation;

namespace Weir.Tests.Commands.Requests;

public sealed class RequestsListCommandTests
{
    [Fact]
    public async Task All_of_them_come_as_one_array()
    {
        using var cli = new CliKit();

        using var told = JsonDocument.Parse((await cli.RunAsync("requests", "list", "--all", "--json", "--user", "ada")).Output);

        Assert.Equal(new RequestFilter { User = "ada" }, Assert.Single(cli.Admin.Calls));
        Assert.Equal(["req_1", "req_2"], told.RootElement.EnumerateArray().Select(static request => request.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task Every_part_of_the_filter_arrives()
    {
        using var cli = new CliKit();

        await cli.RunAsync("requests", "list", "--team", "t", "--tag", "a=b", "--id", "req_0", "--status", "4xx", "--error", "rate_limited", "--cost-above", "0.05", "--before", "req_9");

        Assert.Equal(
            (new RequestFilter { Team = "t", Tag = "a=b", Id = "req_0", Status = "4xx", Error = "rate_limited", CostAboveUsd = 0.05m, Before = "req_9" }, 50),
            Assert.Single(cli.Admin.Calls));
    }

    [Theory]
    [InlineData("--status", "44")]
    [InlineData("--cost-above", "much")]
    [InlineData("--cost-above", "-1")]
    public async Task A_value_that_is_none_is_refused(string option, string value)
    {
        using var cli = new CliKit();

        Assert.Equal(ExitCodes.WrongUsage, (await cli.RunAsync("requests", "list", option, value)).ExitCode);
    }

    [Fact]
    public async Task A_histogram_has_a_line_for_each_span()
    {
        using var cli = new CliKit();

        var told = (await cli.RunAsync("requests", "histogram", "--failed", "--span", "60")).Output.TrimEnd().Split('\n');

        Assert.Equal((new RequestFilter { Failed = true }, (TimeSpan?)TimeSpan.FromMinutes(1)), Assert.Single(cli.Admin.Calls));
        Assert.Equal(3, told.Length);
        Assert.EndsWith(new string('#', 40), told[1], StringComparison.Ordinal);
        Assert.EndsWith(" " + new string('#', 7), told[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, 3)]
    [InlineData(false, 2)]
    public async Task A_sheet_has_a_line_for_each(bool all, int lines)
    {
        using var cli = new CliKit();

        var told = (await cli.RunAsync(all ? ["requests", "list", "--csv", "--all"] : ["requests", "list", "--csv"])).Output.TrimEnd().Split('\n');

        Assert.Equal(lines, told.Length);
        Assert.StartsWith("id,time,", told[0], StringComparison.Ordinal);
        Assert.StartsWith("req_1,", told[1], StringComparison.Ordinal);
        Assert.Equal(told[0].Split(',').Length, told[1].Split(',').Length);
    }

    [Theory]
    [InlineData("--csv", "--json")]
    [InlineData("--all")]
    public async Task What_does_not_go_together_is_refused(params string[] options)
    {
        using var cli = new CliKit();

        Assert.NotEqual(0, (await cli.RunAsync(["requests", "list", .. options])).ExitCode);
        Assert.Empty(cli.Admin.Calls);
    }
}

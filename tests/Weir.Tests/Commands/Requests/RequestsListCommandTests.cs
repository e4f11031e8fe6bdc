using System.Text.Json;
using Weir.Gateway.Admin;
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

using System.Text.Json;
using Weir.Invocation;
using Weir.Tests.Invocation;

namespace Weir.Tests.Commands.Browser;

public sealed class ConsoleOpenCommandTests
{
    [Fact]
    public async Task The_link_has_the_gateway_s_address_before_it_and_nothing_else_on_its_line()
    {
        using var cli = new CliKit();

        var result = await cli.RunAsync("console", "open");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Matches("^http://[^ /]+/console/sign-in#0123456789abcdef$", result.Output.Trim());
    }

    [Fact]
    public async Task As_JSON_it_tells_until_when_it_is_good()
    {
        using var cli = new CliKit();

        var result = await cli.RunAsync("console", "open", "--json");

        using var document = JsonDocument.Parse(result.Output);
        Assert.EndsWith("/console/sign-in#0123456789abcdef", document.RootElement.GetProperty("path").GetString(), StringComparison.Ordinal);
        Assert.Equal(FixedTime.Now.AddMinutes(10), document.RootElement.GetProperty("expiresAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task One_link_is_made_for_one_call()
    {
        using var cli = new CliKit();

        await cli.RunAsync("console", "open");

        Assert.Equal("link", Assert.Single(cli.Admin.Calls.OfType<string>()));
    }
}

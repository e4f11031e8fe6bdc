using Weir.Gateway.Admin;
using Weir.Invocation;
using Weir.Tests.Invocation;

namespace Weir.Tests.Commands.Keys;

public sealed class KeysCommandTests
{
    [Fact]
    public async Task A_new_key_stands_alone_on_standard_output()
    {
        using var cli = new CliKit();

        var result = await cli.RunAsync("keys", "create", "ci", "--user", "ada", "--models", "lab/*,fast", "--expires", "30d", "--admin");

        Assert.Equal(FakeAdmin.Secret, result.Output.Trim());
        Assert.DoesNotContain(FakeAdmin.Secret, result.Error, StringComparison.Ordinal);
        var order = Assert.IsType<KeyOrder>(Assert.Single(cli.Admin.Calls));
        Assert.Equal(("ci", "ada", true), (order.Name, order.User, order.Admin));
        Assert.Equal(["lab/*", "fast"], order.Models);
        Assert.Equal(FixedTime.Now.AddDays(30), order.ExpiresAt);
    }

    [Fact]
    public async Task Without_a_terminal_revoking_wants_a_yes_and_says_so()
    {
        using var cli = new CliKit();

        var result = await cli.RunAsync("keys", "revoke", "ci");

        Assert.Equal(ExitCodes.WrongUsage, result.ExitCode);
        Assert.Contains("--yes", result.Error, StringComparison.Ordinal);
        Assert.Empty(cli.Admin.Calls);
    }

    [Theory]
    [InlineData("y", false, ExitCodes.Ok)]
    [InlineData("", false, ExitCodes.Failed)]
    [InlineData("no", false, ExitCodes.Failed)]
    [InlineData("y", true, ExitCodes.WrongUsage)]
    public async Task A_person_is_asked_unless_told_not_to(string answer, bool noInput, int expected)
    {
        using var cli = new CliKit { Interactive = true, Input = answer + "\n" };

        var result = await cli.RunAsync(noInput ? ["keys", "revoke", "ci", "--no-input"] : ["keys", "revoke", "ci"]);

        Assert.Equal(expected, result.ExitCode);
        Assert.Equal(expected == ExitCodes.Ok ? 1 : 0, cli.Admin.Calls.Count);
    }

    [Fact]
    public async Task A_key_is_rotated_with_the_overlap_asked_for()
    {
        using var cli = new CliKit();

        await cli.RunAsync("keys", "rotate", "ci", "--overlap", "90m");

        Assert.Equal(("ci", TimeSpan.FromMinutes(90)), Assert.Single(cli.Admin.Calls));
    }

    [Fact]
    public async Task An_unknown_key_is_told()
    {
        using var cli = new CliKit();

        var result = await cli.RunAsync("keys", "show", "nobody");

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Contains("nobody", result.Error, StringComparison.Ordinal);
    }
}

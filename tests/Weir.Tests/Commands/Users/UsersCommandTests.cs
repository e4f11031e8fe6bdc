using Weir.Gateway.Admin.People;
using Weir.Invocation;
using Weir.Tests.Invocation;

namespace Weir.Tests.Commands.Users;

public sealed class UsersCommandTests
{
    [Fact]
    public async Task A_list_tells_roles_teams_and_who_is_disabled()
    {
        using var cli = new CliKit();

        var result = await cli.RunAsync("users", "list");

        Assert.Contains("manager", result.Output, StringComparison.Ordinal);
        Assert.Contains("research", result.Output, StringComparison.Ordinal);
        Assert.Contains("disabled", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_is_added_as_was_said()
    {
        using var cli = new CliKit();

        var result = await cli.RunAsync("users", "add", "ada@example.org", "--role", "admin", "--team", "research", "--email", "ada@example.org");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Equal(
            new UserOrder { Name = "ada@example.org", Role = "admin", Team = "research", Email = "ada@example.org" },
            Assert.IsType<UserOrder>(Assert.Single(cli.Admin.Calls)));
    }

    [Theory]
    [InlineData("users edit ada@example.org --disable", false)]
    [InlineData("users edit ada@example.org --enable", true)]
    public async Task A_user_is_disabled_and_enabled(string command, bool enabled)
    {
        using var cli = new CliKit();

        await cli.RunAsync(command.Split(' '));

        Assert.Equal(new UserEdit { Enabled = enabled }, Assert.IsType<UserEdit>(Assert.Single(cli.Admin.Calls)));
    }

    [Theory]
    [InlineData("users edit ada@example.org")]
    [InlineData("users edit ada@example.org --enable --disable")]
    [InlineData("users add ada@example.org --role king")]
    [InlineData("users remove ada@example.org")]
    public async Task What_is_unclear_or_unasked_is_not_done(string command)
    {
        using var cli = new CliKit();

        var result = await cli.RunAsync(command.Split(' '));

        Assert.Equal(ExitCodes.WrongUsage, result.ExitCode);
        Assert.DoesNotContain(cli.Admin.Calls, static call => call is UserEdit or UserOrder or string);
    }

    [Fact]
    public async Task A_removal_tells_what_ended_with_the_user()
    {
        using var cli = new CliKit();

        var result = await cli.RunAsync("users", "remove", "ADA@example.org", "--yes");

        Assert.Contains("laptop, ci", result.Output, StringComparison.Ordinal);
        Assert.Contains("remove ADA@example.org", cli.Admin.Calls);
    }

    [Fact]
    public async Task Teams_are_listed_made_and_removed()
    {
        using var cli = new CliKit();

        Assert.Contains("ada@example.org", (await cli.RunAsync("teams", "list")).Output, StringComparison.Ordinal);
        Assert.Contains("is made", (await cli.RunAsync("teams", "add", "research")).Output, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.WrongUsage, (await cli.RunAsync("teams", "remove", "research")).ExitCode);
        Assert.Equal(ExitCodes.Ok, (await cli.RunAsync("teams", "remove", "research", "--yes")).ExitCode);
        Assert.Contains("remove team research", cli.Admin.Calls);
    }
}

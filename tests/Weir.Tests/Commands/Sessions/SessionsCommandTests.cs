using Weir.Gateway.Admin.Sessions;
using Weir.Invocation;
using Weir.Tests.Invocation;

namespace Weir.Tests.Commands.Sessions;

public sealed class SessionsCommandTests
{
    [Fact]
    public async Task The_token_stands_alone_on_standard_output()
    {
        using var cli = new CliKit { Interactive = true, Input = "the-key\n" };

        var result = await cli.RunAsync("sessions", "create", "openrouter", "--minutes", "10", "--model", "gpt-4o");

        Assert.Equal(FakeAdmin.SessionToken, result.Output.Trim());
        Assert.DoesNotContain(FakeAdmin.SessionToken, result.Error, StringComparison.Ordinal);
        var order = Assert.IsType<SessionOrder>(Assert.Single(cli.Admin.Calls));
        Assert.Equal(("openrouter", 10, "gpt-4o", "the-key"), (order.Provider, order.Minutes, order.Model, order.Key));
    }

    [Theory]
    [InlineData(false, "")]
    [InlineData(true, "--no-input")]
    public async Task Without_a_terminal_the_key_is_wanted_on_standard_input(bool interactive, string flag)
    {
        using var cli = new CliKit { Interactive = interactive, Input = "the-key\n" };

        var result = await cli.RunAsync([.. "sessions create openrouter".Split(' '), .. flag.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal(ExitCodes.WrongUsage, result.ExitCode);
        Assert.Contains("--key-stdin", result.Error, StringComparison.Ordinal);
        Assert.Empty(cli.Admin.Calls);
    }

    [Fact]
    public async Task A_key_is_no_argument()
    {
        using var cli = new CliKit();

        var result = await cli.RunAsync("sessions", "create", "openrouter", "sk-or-v1-0123456789abcdef");

        Assert.Equal(ExitCodes.WrongUsage, result.ExitCode);
        Assert.DoesNotContain("0123456789abcdef", result.Output + result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, ExitCodes.Ok, "Hello to you.")]
    [InlineData(false, ExitCodes.SignInNeeded, "The key is refused.")]
    public async Task A_test_shows_the_answer_or_what_to_do(bool succeeds, int expected, string words)
    {
        using var cli = new CliKit();
        cli.Admin.TestsSucceed = succeeds;

        var result = await cli.RunAsync("sessions", "test", "3f9a1c2b04");

        Assert.Equal(expected, result.ExitCode);
        Assert.Contains(words, result.Output + result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_shows_what_is_left_and_what_it_cost()
    {
        using var cli = new CliKit();

        var result = await cli.RunAsync("session", "list");

        Assert.Contains("30m 0s", result.Output, StringComparison.Ordinal);
        Assert.Contains("$0.0015", result.Output, StringComparison.Ordinal);
    }
}

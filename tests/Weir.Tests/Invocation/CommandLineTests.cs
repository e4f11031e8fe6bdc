using Weir.Gateway.Admin;
using Weir.Invocation;

namespace Weir.Tests.Invocation;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("keyz")]
    [InlineData("keys")]
    [InlineData("keys", "create")]
    [InlineData("usage", "--by", "moon")]
    [InlineData("keys", "list", "extra")]
    [InlineData("usage", "--since", "yesterdayish")]
    [InlineData("keys", "create", "x", "--expires", "2020-01-01")]
    [InlineData("requests", "list", "--limit", "0")]
    [InlineData("status", "--url", "nowhere")]
    public async Task Wrong_usage_ends_with_2_and_keeps_standard_output_clean(params string[] arguments)
    {
        using var cli = new CliKit();

        var result = await cli.RunAsync(arguments);

        Assert.Equal(ExitCodes.WrongUsage, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.NotEmpty(result.Error);
        Assert.Empty(cli.Admin.Calls);
    }

    [Fact]
    public async Task A_slip_of_the_keyboard_is_answered_with_the_word_that_was_meant()
    {
        using var cli = new CliKit();

        Assert.Contains("keys", (await cli.RunAsync("keyz")).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, ExitCodes.SignInNeeded)]
    [InlineData(403, ExitCodes.SignInNeeded)]
    [InlineData(402, ExitCodes.RefusedByBudget)]
    [InlineData(404, ExitCodes.Failed)]
    [InlineData(500, ExitCodes.Failed)]
    public async Task A_refusal_gives_its_exit_code_its_words_and_what_to_do(int status, int expected)
    {
        using var cli = new CliKit();
        cli.Admin.Refusal = new AdminProblem { Title = "No", Status = status, Detail = "It can't be.", ErrorKind = "unknown", Action = "Do this." };

        var result = await cli.RunAsync("explain", "req_1", "--json");

        Assert.Equal(expected, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Contains("It can't be.", result.Error, StringComparison.Ordinal);
        Assert.Contains("Do this.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_command_ends_with_130()
    {
        using var cli = new CliKit();
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        var result = await cli.RunAsync(source.Token, "status", "--url", "http://127.0.0.1:9347");

        Assert.Equal(ExitCodes.Cancelled, result.ExitCode);
    }

    [Theory]
    [InlineData("provider", "list")]
    [InlineData("providers", "ls")]
    [InlineData("key", "ls")]
    [InlineData("model", "ls")]
    [InlineData("keys", "new", "x")]
    [InlineData("keys", "rm", "x", "--yes")]
    public async Task Short_and_singular_names_are_taken(params string[] arguments)
    {
        using var cli = new CliKit();

        Assert.Equal(ExitCodes.Ok, (await cli.RunAsync(arguments)).ExitCode);
        Assert.Single(cli.Admin.Calls);
    }

    [Theory]
    [InlineData()]
    [InlineData("serve")]
    public async Task Bare_weir_serves(params string[] command)
    {
        using var cli = new CliKit();

        var result = await cli.RunAsync([.. command, "--urls", "http://127.0.0.1:1;http://127.0.0.1:2", "--config", "my.yaml", "--data", "here"]);

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Equal(["http://127.0.0.1:1", "http://127.0.0.1:2"], cli.Served!.Urls);
        Assert.Equal(Path.Combine(cli.Folder, "my.yaml"), cli.Served.ConfigFile);
        Assert.Equal(Path.Combine(cli.Folder, "here"), cli.Served.DataFolder);
    }

    [Fact]
    public async Task Variables_stand_in_for_options_and_options_win()
    {
        using var cli = new CliKit();
        cli.Variables["WEIR_URLS"] = "http://127.0.0.1:7";
        cli.Variables["WEIR_CONFIG"] = "env.yaml";

        await cli.RunAsync("serve");
        Assert.Equal(["http://127.0.0.1:7"], cli.Served!.Urls);
        Assert.Equal(Path.Combine(cli.Folder, "env.yaml"), cli.Served.ConfigFile);

        await cli.RunAsync("serve", "--config", "option.yaml");
        Assert.Equal(Path.Combine(cli.Folder, "option.yaml"), cli.Served.ConfigFile);
    }
}

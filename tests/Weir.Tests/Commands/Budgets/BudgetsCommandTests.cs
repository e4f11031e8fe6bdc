using Weir.Gateway.Admin.Budgets;
using Weir.Gateway.Admin.Previews;
using Weir.Invocation;
using Weir.Tests.Invocation;

namespace Weir.Tests.Commands.Budgets;

public sealed class BudgetsCommandTests
{
    [Fact]
    public async Task A_list_tells_amounts_in_their_unit()
    {
        using var cli = new CliKit();

        var result = await cli.RunAsync("budgets", "list");

        Assert.Contains("$18.50", result.Output, StringComparison.Ordinal);
        Assert.Contains("1,998,500", result.Output, StringComparison.Ordinal);
        Assert.Contains("weir.yaml:12", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_set_is_what_was_said()
    {
        using var cli = new CliKit();

        var result = await cli.RunAsync("budgets", "set", "user:ada", "--rolling", "2000000", "--tokens", "--minutes", "300", "--soft", "--alert", "0.5", "--timezone", "Europe/Berlin");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Equal(
            new BudgetOrder { On = "user:ada", Window = "rolling", Tokens = 2_000_000, RollingMinutes = 300, Hard = false, Alert = 0.5m, Timezone = "Europe/Berlin" },
            Assert.IsType<BudgetOrder>(Assert.Single(cli.Admin.Calls)));
    }

    [Theory]
    [InlineData("budgets set gateway")]
    [InlineData("budgets set gateway --daily 1 --weekly 2")]
    [InlineData("budgets set gateway --daily much")]
    [InlineData("budgets set gateway --daily -1")]
    [InlineData("budgets set gateway --daily 1.5 --tokens")]
    public async Task A_budget_has_one_amount(string command)
    {
        using var cli = new CliKit();

        var result = await cli.RunAsync(command.Split(' '));

        Assert.Equal(ExitCodes.WrongUsage, result.ExitCode);
        Assert.Empty(cli.Admin.Calls);
    }

    [Theory]
    [InlineData("--usd 0.0042", null, 0.0042, null)]
    [InlineData("--tokens 900 --try 2", 2, null, 900L)]
    [InlineData("--free", null, 0.0, 0L)]
    public async Task A_hold_is_settled_at_what_was_billed(string words, int? attempt, double? usd, long? tokens)
    {
        using var cli = new CliKit();

        var result = await cli.RunAsync(["budgets", "settle", "req_1", .. words.Split(' ')]);

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Equal(new HoldVerdict { Attempt = attempt, Usd = (decimal?)usd, Tokens = tokens }, Assert.IsType<HoldVerdict>(Assert.Single(cli.Admin.Calls)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("--free --usd 1")]
    [InlineData("--usd some")]
    public async Task A_hold_is_free_or_cost_something(string words)
    {
        using var cli = new CliKit();

        var result = await cli.RunAsync(["budgets", "settle", "req_1", .. words.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal(ExitCodes.WrongUsage, result.ExitCode);
        Assert.Empty(cli.Admin.Calls);
    }

    [Fact]
    public async Task Nothing_is_taken_away_unasked()
    {
        using var cli = new CliKit();

        var result = await cli.RunAsync("budgets", "remove", "key:ci/monthly/usd");

        Assert.Equal(ExitCodes.WrongUsage, result.ExitCode);
        Assert.Empty(cli.Admin.Calls);
    }

    [Fact]
    public async Task A_simulation_tells_how_many_pass_and_what_stops_the_next()
    {
        using var cli = new CliKit();

        var result = await cli.RunAsync("budgets", "simulate", "openai/gpt-5", "--key", "ci", "--input", "2000", "--output", "500", "--requests", "300");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Equal(new BudgetQuestion { Model = "openai/gpt-5", Key = "ci", InputTokens = 2000, OutputTokens = 500, Requests = 300 }, Assert.IsType<BudgetQuestion>(Assert.Single(cli.Admin.Calls)));
        Assert.Contains("At the same time, 25 of 300 pass.", result.Output, StringComparison.Ordinal);
        Assert.Contains("One after the other, 166 of 300 pass.", result.Output, StringComparison.Ordinal);
        Assert.Contains("key:ci/monthly/usd", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_doctor_shows_what_nobody_ended()
    {
        using var cli = new CliKit();

        var result = await cli.RunAsync("budgets", "doctor");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Contains("expired", result.Output, StringComparison.Ordinal);
        Assert.Contains("3m 0s", result.Output, StringComparison.Ordinal);
        Assert.Contains("The books agree.", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_estimate_compares_models()
    {
        using var cli = new CliKit { Input = """{"messages":[]}""" };

        var result = await cli.RunAsync("estimate", "-", "--model", "openai/gpt-5");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Contains("$0.0075", result.Output, StringComparison.Ordinal);
        Assert.Contains("about $0.006 less per run", result.Output, StringComparison.Ordinal);
        Assert.Equal("openai/gpt-5", Assert.IsType<RouteQuestion>(Assert.Single(cli.Admin.Calls)).Model);
    }

    [Fact]
    public async Task An_estimate_needs_a_body()
    {
        using var cli = new CliKit { Input = "no json" };

        Assert.Equal(ExitCodes.Failed, (await cli.RunAsync("estimate", "-")).ExitCode);
    }
}

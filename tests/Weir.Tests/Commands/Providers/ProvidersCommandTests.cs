using Weir.Invocation;
using Weir.Tests.Invocation;

namespace Weir.Tests.Commands.Providers;

public sealed class ProvidersCommandTests
{
    [Fact]
    public async Task Connected_providers_come_first_and_the_others_only_on_request()
    {
        using var cli = new CliKit();

        var few = (await cli.RunAsync("providers", "list")).Output;
        var all = (await cli.RunAsync("providers", "list", "--all")).Output;

        Assert.DoesNotContain("anthropic", few, StringComparison.Ordinal);
        Assert.Contains("1 more", few, StringComparison.Ordinal);
        Assert.True(all.IndexOf("openai ", StringComparison.Ordinal) < all.IndexOf("anthropic", StringComparison.Ordinal), all);
    }

    [Theory]
    [InlineData("providers")]
    [InlineData("provider")]
    [InlineData("providers status")]
    public async Task How_connections_fare_is_told_in_a_table(string command)
    {
        using var cli = new CliKit();

        var table = (await cli.RunAsync(command.Split(' '))).Output;

        var lines = table.Split('\n');
        var lab = lines.Single(static line => line.StartsWith("lab", StringComparison.Ordinal));
        Assert.Contains("rate-limited", lab, StringComparison.Ordinal);
        Assert.Contains("rate_limited, 1m 0s ago", lab, StringComparison.Ordinal);
        Assert.Contains("$0.25", lab, StringComparison.Ordinal);
        Assert.Contains("3 (1 loaded)", lines.Single(static line => line.StartsWith("ollama", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_machine_has_is_told_with_the_reason_why_it_is_left()
    {
        using var cli = new CliKit();

        var lines = (await cli.RunAsync("providers", "found")).Output.Split('\n');

        Assert.Contains("OPENAI_API_KEY", lines.Single(static line => line.StartsWith("openai", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("renewed in turns", lines.Single(static line => line.StartsWith("anthropic", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_is_shown_with_what_would_break_without_it()
    {
        using var cli = new CliKit();

        var output = (await cli.RunAsync("providers", "show", "lab")).Output;

        Assert.Contains("base_url", output, StringComparison.Ordinal);
        Assert.Contains("weir.yaml:4", output, StringComparison.Ordinal);
        Assert.Contains("aliases: fast; keys: ci", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_test_ends_with_1_and_still_answers()
    {
        using var cli = new CliKit();
        cli.Admin.TestsSucceed = false;

        var result = await cli.RunAsync("providers", "test", "--json");

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Equal("invalid_credentials", result.Json()[0].GetProperty("errorKind").GetString());
    }
}

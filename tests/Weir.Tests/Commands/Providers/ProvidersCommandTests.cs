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

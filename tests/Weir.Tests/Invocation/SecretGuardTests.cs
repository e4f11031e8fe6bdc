using Weir.Invocation;

namespace Weir.Tests.Invocation;

public sealed class SecretGuardTests
{
    [Theory]
    [InlineData("sk-abcdef123456")]
    [InlineData("--name=sk-proj-abcdef123456")]
    [InlineData("weir-3fQxV9sJm2LkP0aZtYbN8cRdW7eHuG5i")]
    [InlineData("weir-kAlebyzifOvMxScOuKcdtxgWsvMmuBmZwdUBjrHkIpE")]
    [InlineData("Bearer whatever")]
    [InlineData("gsk_0123456789abcdef")]
    public async Task A_secret_is_refused_without_being_repeated(string secret)
    {
        using var cli = new CliKit();

        var result = await cli.RunAsync("providers", "test", secret);

        Assert.Equal(ExitCodes.WrongUsage, result.ExitCode);
        Assert.DoesNotContain(secret[^8..], result.Error, StringComparison.Ordinal);
        Assert.Matches("WEIR_ADMIN_KEY|api_key:", result.Error);
        Assert.Empty(cli.Admin.Calls);
    }

    [Theory]
    [InlineData("auth login openai --key notlikeanykey")]
    [InlineData("auth login openai --key=notlikeanykey")]
    [InlineData("--json auth login openai --key notlikeanykey")]
    [InlineData("auth login openai --api-key notlikeanykey")]
    [InlineData("providers add openai --token=notlikeanykey")]
    [InlineData("auth rotate-master-key --password notlikeanykey")]
    public async Task An_option_that_would_hold_a_key_is_refused_with_the_way_to_hand_it_over(string line)
    {
        using var cli = new CliKit();

        var result = await cli.RunAsync(line.Split(' '));

        Assert.Equal(ExitCodes.WrongUsage, result.ExitCode);
        Assert.Contains("no command takes a key as an argument", result.Error, StringComparison.Ordinal);
        Assert.Contains("--key-stdin", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("notlikeanykey", result.Output + result.Error, StringComparison.Ordinal);
        Assert.Empty(cli.Admin.Calls);
    }

    [Fact]
    public async Task Where_it_names_a_key_it_is_taken()
    {
        using var cli = new CliKit();

        Assert.Equal(ExitCodes.Ok, (await cli.RunAsync("requests", "list", "--key", "ci")).ExitCode);
    }

    [Theory]
    [InlineData("weir-production")]
    [InlineData("weir-production-2026-cluster")]
    [InlineData("weir-catalog-of-2026-06-30.jsonl")]
    [InlineData("openai/gpt-5")]
    [InlineData("key_8a7Gk2PqXw3LmZ5t")]
    [InlineData("desk-01-of-the-lab")]
    public void A_name_is_no_secret(string name) => Assert.Null(SecretGuard.Check(["keys", "show", name]));
}

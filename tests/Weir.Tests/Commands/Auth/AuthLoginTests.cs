using Weir.Gateway.Admin.Credentials;
using Weir.Invocation;
using Weir.Tests.Invocation;

namespace Weir.Tests.Commands.Auth;

public sealed class AuthLoginTests
{
    [Fact]
    public async Task A_key_from_standard_input_is_kept_and_tested()
    {
        using var kit = new CliKit { Input = "sk-secret-key-0001\n" };

        var result = await kit.RunAsync("auth", "login", "openai", "--name", "work", "--key-stdin");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Contains("work: The key is kept in the file.", result.Output, StringComparison.Ordinal);
        var request = Assert.Single(kit.Admin.Calls.OfType<SignInRequest>());
        Assert.Equal(("openai", "work", "api", "sk-secret-key-0001"), (request.Provider, request.Connection, request.Method, request.Key));
        Assert.DoesNotContain("sk-secret", result.Output + result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_the_provider_refuses_is_told()
    {
        using var kit = new CliKit { Input = "sk-secret-key-0001\n" };
        kit.Admin.TestsSucceed = false;

        var result = await kit.RunAsync("auth", "login", "openai", "--key-stdin");

        Assert.Equal(ExitCodes.SignInNeeded, result.ExitCode);
        Assert.Contains("kept, but", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_ways_are_asked_for_in_words()
    {
        using var kit = new CliKit { Interactive = true, Input = "2\nacme\n" };

        var result = await kit.RunAsync("auth", "login", "openai", "--no-browser");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Contains("1  API key", result.Error, StringComparison.Ordinal);
        Assert.Contains("2  ChatGPT (sign in)", result.Error, StringComparison.Ordinal);
        Assert.Contains("https://example.com/device", result.Error, StringComparison.Ordinal);
        Assert.Contains("AB-12", result.Error, StringComparison.Ordinal);
        Assert.Contains("openai: Signed in.", result.Output.Replace("lab", "openai", StringComparison.Ordinal), StringComparison.Ordinal);
        var request = Assert.Single(kit.Admin.Calls.OfType<SignInRequest>());
        Assert.Equal(("oauth", "device", "acme"), (request.Method, request.Flow, request.Fields["account"]));
    }

    [Fact]
    public async Task Without_a_terminal_the_options_that_would_answer_are_named()
    {
        using var kit = new CliKit();

        var several = await kit.RunAsync("auth", "login", "openai");
        var fields = await kit.RunAsync("auth", "login", "openai", "--method", "oauth");
        var key = await kit.RunAsync("auth", "login", "openai", "--method", "api");
        var unknown = await kit.RunAsync("auth", "login", "openai", "--method", "aws");

        Assert.All([several, fields, key, unknown], static result => Assert.Equal(ExitCodes.WrongUsage, result.ExitCode));
        Assert.Contains("--method oauth --flow device", several.Error, StringComparison.Ordinal);
        Assert.Contains("--field account=VALUE", fields.Error, StringComparison.Ordinal);
        Assert.Contains("--key-stdin", key.Error, StringComparison.Ordinal);
        Assert.Contains("--method api", unknown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_in_that_fails_says_what_to_do()
    {
        using var kit = new CliKit();
        kit.Admin.Ended = kit.Admin.Ended with { State = "failed", Message = "It took too long.", Action = "Start it again." };

        var result = await kit.RunAsync("auth", "login", "openai", "--method", "oauth", "--field", "account=acme");

        Assert.Equal(ExitCodes.SignInNeeded, result.ExitCode);
        Assert.Contains("It took too long.", result.Error, StringComparison.Ordinal);
        Assert.Contains("Start it again.", result.Error, StringComparison.Ordinal);
    }
}

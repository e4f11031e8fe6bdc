using Weir.Gateway.Admin.Credentials;
using Weir.Invocation;
using Weir.Tests.Invocation;

namespace Weir.Tests.Commands.Auth;

public sealed class AuthVerbsTests
{
    [Fact]
    public async Task Status_tells_where_each_credential_comes_from()
    {
        using var kit = new CliKit();

        var all = await kit.RunAsync("auth", "status");
        var ready = await kit.RunAsync("auth", "status", "lab");
        var ended = await kit.RunAsync("auth", "status", "plan");
        var missing = await kit.RunAsync("auth", "status", "nobody");

        Assert.Contains("ab...yz", all.Output, StringComparison.Ordinal);
        Assert.Contains("OPENAI_API_KEY (environment)", all.Output, StringComparison.Ordinal);
        Assert.Contains("in 5 min", all.Output, StringComparison.Ordinal);
        Assert.Contains("weir auth login plan", all.Output, StringComparison.Ordinal);
        Assert.Contains("Secrets are kept in: encrypted file", all.Output, StringComparison.Ordinal);
        Assert.Equal([ExitCodes.Ok, ExitCodes.Ok, ExitCodes.SignInNeeded, ExitCodes.Failed], new[] { all, ready, ended, missing }.Select(static result => result.ExitCode));
    }

    [Theory]
    [InlineData("in 1 h", "refresh", "lab")]
    [InlineData("lab: forgotten.", "logout", "lab")]
    [InlineData("2 secrets moved.", "move", "--to", "file")]
    [InlineData("2 secrets moved.", "rotate-master-key")]
    [InlineData("openai: taken over", "import", "opencode")]
    [InlineData("xai: left.", "import", "opencode")]
    public async Task Verbs_say_what_they_did(string said, params string[] arguments)
    {
        using var kit = new CliKit();

        var result = await kit.RunAsync(["auth", .. arguments]);

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Contains(said, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connections_are_added_switched_and_removed()
    {
        using var kit = new CliKit();

        var added = await kit.RunAsync("providers", "add", "azure", "--name", "work", "--set", "AZURE_RESOURCE_NAME=acme", "--base-url", "https://a.example/v1");
        var off = await kit.RunAsync("providers", "disable", "work");
        var asks = await kit.RunAsync("providers", "remove", "work");
        var removed = await kit.RunAsync("providers", "remove", "work", "--yes");

        var order = Assert.Single(kit.Admin.Calls.OfType<ConnectionOrder>());
        Assert.Equal(("work", "azure", "acme", "https://a.example/v1"), (order.Name, order.Provider, order.Variables["AZURE_RESOURCE_NAME"], order.BaseUrl!.AbsoluteUri));
        Assert.Contains("work: added.", added.Output, StringComparison.Ordinal);
        Assert.Contains("disabled", off.Output, StringComparison.Ordinal);
        Assert.Equal([ExitCodes.Ok, ExitCodes.Ok, ExitCodes.WrongUsage, ExitCodes.Ok], new[] { added, off, asks, removed }.Select(static result => result.ExitCode));
        Assert.False(Assert.Single(kit.Admin.Calls.OfType<ConnectionSwitch>()).Enabled);
    }

    [Fact]
    public async Task A_wrong_pair_or_address_is_refused()
    {
        using var kit = new CliKit();

        var pair = await kit.RunAsync("providers", "add", "azure", "--set", "acme");
        var address = await kit.RunAsync("providers", "add", "azure", "--base-url", "acme");

        Assert.Equal([ExitCodes.WrongUsage, ExitCodes.WrongUsage], new[] { pair, address }.Select(static result => result.ExitCode));
        Assert.Empty(kit.Admin.Calls);
    }
}

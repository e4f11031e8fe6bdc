using System.Text.Json;
using Weir.Credentials.Discovery;
using Weir.Gateway.Admin.Credentials;
using Weir.Invocation;
using Weir.Tests.Invocation;

namespace Weir.Tests.Commands.Auth;

/// <summary>Signing in to a host that announces its providers. The announced programs are shell scripts.</summary>
public sealed class DiscoveryLoginTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("weir-discovery-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task After_a_yes_the_command_runs_and_the_connections_are_kept()
    {
        using var kit = Kit(new CliKit { Interactive = true, Input = "y\n" }, Script("echo tok-secret-0123456789"));

        var result = await kit.RunAsync("auth", "login", "https://lab.example/");

        Assert.True(result.ExitCode == ExitCodes.Ok, result.Error);
        Assert.Contains("https://lab.example asks to run this program", result.Error, StringComparison.Ordinal);
        Assert.Contains("print.sh", result.Error, StringComparison.Ordinal);
        Assert.Contains("Left out: odd.", result.Error, StringComparison.Ordinal);
        var kept = Assert.Single(kit.Admin.Calls.OfType<DiscoveredSignIn>());
        Assert.Equal(("https://lab.example", "tok-secret-0123456789"), (kept.Site, kept.Token));
        var connection = Assert.Single(kept.Connections);
        Assert.Equal(("lab", "openai-compatible", "bearer"), (connection.Name, connection.Provider, connection.Placement));
        Assert.Equal("m", connection.Settings!.Value.GetProperty("models")[0].GetProperty("id").GetString());
        Assert.DoesNotContain("tok-secret", result.Output + result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_no_runs_nothing()
    {
        var ran = Path.Combine(_folder.FullName, "ran");
        using var kit = Kit(new CliKit { Interactive = true, Input = "n\n" }, Script($"touch '{ran}'; echo tok"));

        Assert.Equal(ExitCodes.Failed, (await kit.RunAsync("auth", "login", "https://lab.example")).ExitCode);
        Assert.False(File.Exists(ran));
        Assert.Empty(kit.Admin.Calls.OfType<DiscoveredSignIn>());
    }

    [Fact]
    public async Task Without_a_terminal_it_wants_yes_said_beforehand()
    {
        using var kit = Kit(new CliKit(), Script("echo tok"));

        var refused = await kit.RunAsync("auth", "login", "https://lab.example");
        var said = await kit.RunAsync("auth", "login", "https://lab.example", "--yes", "--name", "mine");

        Assert.Equal(ExitCodes.WrongUsage, refused.ExitCode);
        Assert.Contains("--yes", refused.Error, StringComparison.Ordinal);
        Assert.True(said.ExitCode == ExitCodes.Ok, said.Error);
        Assert.Equal("mine", Assert.Single(Assert.Single(kit.Admin.Calls.OfType<DiscoveredSignIn>()).Connections).Name);
    }

    [Fact]
    public async Task A_renewal_asks_again_only_when_the_command_changed()
    {
        var same = Script("echo tok-2");
        using var kit = Kit(new CliKit(), same);
        kit.Admin.Credentials = [Held(same)];
        Assert.Equal(ExitCodes.Ok, (await kit.RunAsync("auth", "refresh", "lab")).ExitCode);
        Assert.Equal("tok-2", Assert.Single(kit.Admin.Calls.OfType<DiscoveredSignIn>()).Token);

        using var changed = Kit(new CliKit(), same);
        changed.Admin.Credentials = [Held("/bin/other")];
        var refused = await changed.RunAsync("auth", "refresh", "lab");
        Assert.Equal(ExitCodes.WrongUsage, refused.ExitCode);
        Assert.Contains("another program than the one you agreed to (`/bin/other`)", refused.Error, StringComparison.Ordinal);
        Assert.Empty(changed.Admin.Calls.OfType<DiscoveredSignIn>());
    }

    [Theory]
    [InlineData("http://lab.example", "can't be asked")]
    [InlineData("ftp://lab.example", "can't be asked")]
    [InlineData("https://me:pw@lab.example", "can't be asked")]
    [InlineData("https://elsewhere.example", "can't be reached")]
    public async Task Hosts_that_can_not_be_asked_are_told(string site, string told)
    {
        using var kit = Kit(new CliKit(), Script("echo tok"));

        var result = await kit.RunAsync("auth", "login", site, "--yes");

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Contains(told, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_is_a_key_of_ones_own_and_the_one_of_before_is_replaced()
    {
        using var kit = new CliKit();

        var made = await kit.RunAsync("auth", "token", "--name", "new");
        var replaced = await kit.RunAsync("auth", "token", "--name", "ci");

        Assert.All([made, replaced], static result => Assert.Equal(FakeAdmin.Secret, result.Output.TrimEnd()));
        Assert.Equal("new", Assert.Single(kit.Admin.Calls.OfType<Gateway.Admin.KeyOrder>()).Name);
    }

    [Fact]
    public async Task A_key_that_was_given_is_the_token()
    {
        using var kit = new CliKit();
        kit.Variables["WEIR_KEY"] = "weir-given";

        Assert.Equal("weir-given", (await kit.RunAsync("auth", "token")).Output.TrimEnd());
        Assert.Empty(kit.Admin.Calls);
    }

    private static CredentialEntry Held(string command) => new()
    {
        Connection = "lab",
        Provider = "openai-compatible",
        Method = "well-known",
        Source = "https://lab.example (file)",
        State = "ready",
        Facts = new WellKnownFacts("https://lab.example", [command], null, new Dictionary<string, string>()).ToFacts(),
    };

    private static CliKit Kit(CliKit kit, string command)
    {
        var document = $$"""
            {"auth": {"command": ["{{JsonEncodedText.Encode(command)}}"], "env": "LAB_TOKEN"},
             "config": {"provider": {"lab": {"npm": "@ai-sdk/openai-compatible", "options": {"baseURL": "https://lab.example/v1"}, "models": {"m": {} } }, "odd": {"npm": "x"} } } }
            """;
        kit.Http.Answer = request => request.RequestUri!.AbsoluteUri == "https://lab.example/.well-known/opencode" ? FakeHttp.Json(document) : null;
        return kit;
    }

    private string Script(string body)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The announced commands of this test are shell scripts.");
        var path = Path.Combine(_folder.FullName, "print.sh");
        File.WriteAllText(path, "#!/bin/sh\n" + body + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        return path;
    }
}

using System.Text.Json;
using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Clients.OpenCode;

/// <summary><c>opencode auth login URL</c> is all that OpenCode needs to work through a gateway.</summary>
public sealed class OpenCodeDiscoveryTests(SimulatorGateway gateway) : IClassFixture<SimulatorGateway>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_log_in_sets_OpenCode_up_with_a_key_of_its_own_and_the_gateway_s_models()
    {
        using var session = new OpenCodeSession();
        var weir = gateway.Weir;

        var login = await session.RunAsync(["auth", "login", weir.Url.AbsoluteUri.TrimEnd('/')], "", WithWeirOnPath(weir), Token);
        Assert.True(login.ExitCode == 0, login.ToString());

        // From here on nothing but what the log-in left: no key, no configuration, no weir on the path.
        var nothing = new Dictionary<string, string>();
        var models = await session.RunAsync(["models"], "", nothing, Token);
        Assert.True(models.Output.Contains("weir/simulator/echo", StringComparison.Ordinal), models.ToString());

        var answer = await session.RunAsync(["run", "--format", "json", "--model", "weir/simulator/echo"], "The weir is twelve metres long.", nothing, Token);
        Assert.True(answer.ExitCode == 0, answer.ToString());
        Assert.Contains("twelve metres", OpenCodeSession.Text(answer), StringComparison.Ordinal);

        var keys = await weir.RunCliAsync("keys", "list", "--json");
        Assert.Contains("cli-", keys.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_document_tells_strangers_no_model_and_holders_of_a_key_theirs()
    {
        var weir = gateway.Weir;
        using var stranger = weir.CreateClient();
        var path = new Uri(".well-known/opencode", UriKind.Relative);
        var document = JsonElement.Parse(await stranger.GetStringAsync(path, Token));

        Assert.Equal(["weir", "auth", "token", "--url", weir.Url.AbsoluteUri.TrimEnd('/')], document.GetProperty("auth").GetProperty("command").EnumerateArray().Select(static part => part.GetString()));
        Assert.False(document.GetProperty("config").GetProperty("provider").GetProperty("weir").TryGetProperty("models", out _));
        Assert.DoesNotContain("simulator", document.GetRawText(), StringComparison.Ordinal);

        var remote = new Uri(document.GetProperty("remote_config").GetProperty("url").GetString()!);
        using var refused = await stranger.GetAsync(remote, Token);
        Assert.Equal(401, (int)refused.StatusCode);

        var config = JsonElement.Parse(await weir.Http.GetStringAsync(remote, Token)).GetProperty("config").GetProperty("provider").GetProperty("weir");
        Assert.Equal(new Uri(weir.Url, "v1").AbsoluteUri, config.GetProperty("options").GetProperty("baseURL").GetString());
        Assert.Equal("{env:WEIR_KEY}", config.GetProperty("options").GetProperty("apiKey").GetString());
        var tools = config.GetProperty("models").GetProperty("simulator/tools");
        Assert.True(tools.GetProperty("tool_call").GetBoolean());
        Assert.True(tools.GetProperty("limit").GetProperty("context").GetInt64() > 0);
        Assert.True(tools.GetProperty("cost").GetProperty("input").GetDecimal() >= 0);
    }

    [Fact]
    public async Task Weir_signs_in_to_another_gateway_and_serves_its_models()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The announced command of this test is a shell script.");
        var far = gateway.Weir;
        await using var near = await WeirProcess.StartAsync(new WeirSetup { Config = "version: 2\ncredentials: {store: file}\n" }, Token);
        using var bin = new TemporaryFolder();
        WriteScript(bin.Combine("weir"), $"#!/bin/sh\nprintf '%s' '{far.ClientKey}'\n");

        var login = await ChildLoginAsync(near, far, bin);
        Assert.True(login.ExitCode == 0, login.ToString());
        Assert.Contains("weir: signed in by", login.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(far.ClientKey, login.ToString(), StringComparison.Ordinal);

        Assert.Equal(200, (await near.Http.ChatAsync("weir/simulator/echo", Token)).Status);
        var status = await near.RunCliAsync("auth", "status");
        Assert.Contains("well-known", status.Output, StringComparison.Ordinal);
    }

    private static Task<CommandResult> ChildLoginAsync(WeirProcess near, WeirProcess far, TemporaryFolder bin)
    {
        var (file, prefix) = BuiltProgram.Locate();
        var variables = new Dictionary<string, string>
        {
            ["PATH"] = $"{bin.Path}{System.IO.Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}",
            ["DOTNET_ROOT"] = BuiltProgram.DotnetRoot,
            ["WEIR_DATA"] = near.Home.DataFolder,
            ["NO_COLOR"] = "1",
        };
        return ChildProcess.RunAsync(file, [.. prefix, "auth", "login", far.Url.AbsoluteUri, "--yes"], variables, near.Home.WorkFolder, "", TimeSpan.FromSeconds(30), Token);
    }

    private static void WriteScript(string path, string text)
    {
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }

    private static Dictionary<string, string> WithWeirOnPath(WeirProcess weir)
    {
        var (file, prefix) = BuiltProgram.Locate();
        Assert.SkipUnless(prefix.Count == 0, "The weir program is not built as a program of its own.");
        return new Dictionary<string, string>
        {
            ["PATH"] = $"{System.IO.Path.GetDirectoryName(file)}{System.IO.Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}",
            ["DOTNET_ROOT"] = BuiltProgram.DotnetRoot,
            ["WEIR_DATA"] = weir.Home.DataFolder,
        };
    }
}

using Weir.Acceptance.Tests.Program;
using Weir.Acceptance.Tests.Upstream;
using Weir.TestKit.OAuth;

namespace Weir.Acceptance.Tests.Credentials;

/// <summary>OAuth sign-ins that weir.yaml declares, through the real program.</summary>
public sealed class OAuthSignInTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_signs_in_with_a_code_typed_elsewhere()
    {
        await using var upstream = await ReplayUpstream.StartAsync(Token);
        await using var server = await AuthorizationServer.StartAsync(new ServerRules { Interval = 1 });
        using var home = new WeirHome(new WeirSetup { Config = Config(server, upstream) });
        await using var weir = await WeirProcess.StartAsync(home, Token);

        var running = home.RunAsync(["auth", "login", "acme", "--method", "oauth"], Token);
        var code = await Eventually.GetAsync("a device code", () => Task.FromResult(server.Devices.LastUserCode), Token);
        server.Devices.SlowDown(1);
        server.Devices.Approve(code);
        var login = await running;

        Assert.Contains($"{server.Url("/activate")}?user_code={code}", login.Error, StringComparison.Ordinal);
        Assert.Contains(code, login.Error, StringComparison.Ordinal);
        Assert.Contains("Signed in.", login.Output, StringComparison.Ordinal);
        Assert.Equal("chat admin", server.Devices.Scope);
        Assert.Equal(0, server.Devices.TooSoon);
        Assert.Empty(server.Complaints);
        var status = await weir.RunCliAsync("auth", "status", "--json");
        var shown = status.Json().GetProperty("credentials").EnumerateArray().Single(static entry => entry.GetProperty("connection").GetString() == "acme");
        Assert.Equal("oauth", shown.GetProperty("method").GetString());
        Assert.DoesNotContain("token-1-1", login.ToString() + status + weir.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_at_the_provider_is_told()
    {
        await using var upstream = await ReplayUpstream.StartAsync(Token);
        await using var server = await AuthorizationServer.StartAsync(new ServerRules { Interval = 1 });
        using var home = new WeirHome(new WeirSetup { Config = Config(server, upstream) });

        var running = home.RunAsync(["auth", "login", "acme", "--method", "oauth", "--field", "role=admin"], Token);
        server.Devices.Deny(await Eventually.GetAsync("a device code", () => Task.FromResult(server.Devices.LastUserCode), Token));
        var login = await running;

        Assert.Equal(4, login.ExitCode);
        Assert.Contains("127.0.0.1 says that access was denied", login.Error, StringComparison.Ordinal);
        Assert.Contains("allow the access", login.Error, StringComparison.Ordinal);
    }

    private static string Config(AuthorizationServer server, ReplayUpstream upstream) => $$"""
        version: 2
        credentials: {store: file}
        catalog:
          providers:
            - id: acme
              base_url: {{upstream.BaseUrl}}
              dialect: openai-chat
              models: [m]
              sign_in:
                - grant: device-code
                  client_id: {{server.Rules.ClientId}}
                  device_url: {{server.Url("/device")}}
                  token_url: {{server.Url("/token")}}
                  scopes: [chat, "${role}", "${nowhere_set}"]
                  fields: [{name: role, label: Role at Acme, default: admin}]
        """;
}

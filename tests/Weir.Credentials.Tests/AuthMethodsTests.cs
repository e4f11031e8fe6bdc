using Weir.Credentials.Commands;
using Weir.Credentials.Methods;
using Weir.Credentials.OpenCode;
using Weir.Credentials.Tests.Kit;

namespace Weir.Credentials.Tests;

/// <summary>Which credential a connection signs in with: weir.yaml, the store, the environment, OpenCode's file.</summary>
public sealed class AuthMethodsTests
{
    private const string OpenCodeFile = """{"openai":{"type":"api","key":"sk-of-opencode-0001"},"anthropic":{"type":"oauth","access":"a","refresh":"r","expires":0}}""";

    private readonly MemoryVault _vault = new();

    [Fact]
    public async Task The_order_is_config_store_environment_and_OpenCode()
    {
        var order = Orders.For("openai", ("OPENAI_API_KEY", "sk-of-environment-1")) with { AllowsOpenCode = true };
        var poor = Orders.For("openai") with { AllowsOpenCode = true };

        Assert.Equal("Bearer sk-of-opencode-0001", await BearerAsync(poor));
        Assert.Equal("Bearer sk-of-environment-1", await BearerAsync(order));
        await KeepAsync("work", "sk-of-the-store-01");
        Assert.Equal("Bearer sk-of-the-store-01", await BearerAsync(order));
        Assert.Equal("Bearer sk-of-config-00001", await BearerAsync(order with { ConfigKey = new Secret("sk-of-config-00001"), ConfigKeySource = "weir.yaml:3" }));
    }

    [Fact]
    public void The_source_is_told_and_the_key_is_masked()
    {
        var found = Create(Orders.For("openai", ("OPENAI_API_KEY", "sk-of-environment-vX2Q"))).Method;

        Assert.Equal(("api", "OPENAI_API_KEY (environment)", "sk-...vX2Q", AuthState.Ready), (found.Name, found.Source, found.Masked, found.State));
    }

    [Fact]
    public void OpenCodes_file_is_used_only_when_allowed()
    {
        var choice = Create(Orders.For("openai"));

        Assert.Equal(AuthState.Missing, choice.Method.State);
        Assert.Contains("weir auth login work", choice.Problem, StringComparison.Ordinal);
        Assert.Contains("OPENAI_API_KEY", choice.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_in_of_OpenCode_that_rotates_is_not_shared()
    {
        var choice = Create(Orders.For("anthropic") with { AllowsOpenCode = true });

        Assert.Equal(AuthState.Missing, choice.Method.State);
        var exception = await Assert.ThrowsAsync<CredentialException>(() => Orders.SignedAsync(choice.Method));
        Assert.Equal(CredentialFailure.SignInNeeded, exception.Kind);
    }

    [Fact]
    public async Task Config_may_name_a_secret_of_the_store()
    {
        var order = Orders.For("openai") with { ConfigKeyName = "shared", ConfigKeySource = "keychain shared (weir.yaml:4)" };

        Assert.Contains("\"shared\"", Create(order).Problem, StringComparison.Ordinal);
        await KeepAsync("shared", "sk-of-the-store-02");
        Assert.Equal("Bearer sk-of-the-store-02", await BearerAsync(order));
        Assert.Equal("keychain shared (weir.yaml:4)", Create(order).Method.Source);
    }

    [Fact]
    public async Task A_plan_token_of_Claude_is_a_bearer_with_its_beta()
    {
        var choice = Create(Orders.For("anthropic", ("CLAUDE_CODE_OAUTH_TOKEN", "sk-ant-oat01-abcdefgh")), "command");

        var headers = await Orders.SignedAsync(choice.Method);
        Assert.Equal(("command", "CLAUDE_CODE_OAUTH_TOKEN (environment)"), (choice.Method.Name, choice.Method.Source));
        Assert.Equal("Bearer sk-ant-oat01-abcdefgh", headers["Authorization"]);
        Assert.Equal("oauth-2025-04-20", headers["anthropic-beta"]);
        Assert.False(headers.ContainsKey("x-api-key"));
    }

    [Fact]
    public void A_method_that_nobody_knows_is_said()
    {
        var choice = Create(Orders.For("openai"), "smoke-signals");

        Assert.Contains("smoke-signals", choice.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_local_server_needs_no_key()
    {
        Assert.Equal("none", Create(Orders.For("lmstudio")).Method.Name);
    }

    private async Task<string> BearerAsync(AuthOrder order) => (await Orders.SignedAsync(Create(order).Method))["Authorization"];

    private ValueTask KeepAsync(string name, string key) =>
        _vault.WriteAsync(name, new StoredCredential { Method = "api", Provider = "openai", Access = new Secret(key) }, TestContext.Current.CancellationToken);

    private AuthChoice Create(AuthOrder order, string? wanted = null)
    {
        var openCode = new OpenCodeAuth(static name => name == "OPENCODE_AUTH_CONTENT" ? OpenCodeFile : null);
        return new AuthMethods([new ApiKeyMethodKind(_vault, openCode), new NoneMethodKind(), new CommandMethodKind(_vault, TimeProvider.System)], _vault).Create(order, wanted);
    }
}

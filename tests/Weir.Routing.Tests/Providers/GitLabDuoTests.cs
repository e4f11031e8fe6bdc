using Weir.Catalog;
using Weir.Routing.Providers;

namespace Weir.Routing.Tests.Providers;

public sealed class GitLabDuoTests
{
    private static readonly Served GitLab = new("gitlab");

    [Theory]
    [InlineData("duo-chat-opus-4-6", "claude-opus-4-6")]
    [InlineData("duo-chat-sonnet-4-5", "claude-sonnet-4-5-20250929")]
    [InlineData("duo-chat-gpt-5-1", "gpt-5.1-2025-11-13")]
    [InlineData("duo-chat-gpt-5-mini", "gpt-5-mini-2025-08-07")]
    [InlineData("duo-chat-gpt-5-4-mini", "gpt-5.4-mini")]
    [InlineData("duo-chat-gpt-5-codex", "gpt-5-codex")]
    [InlineData("duo-chat-gpt-5-3-codex", "gpt-5.3-codex")]
    [InlineData("duo-chat-gpt-6-astra", "gpt-6-astra")]
    [InlineData("claude-opus-5", "claude-opus-5")]
    public void Vendors_know_their_models_by_their_own_names(string id, string name) => Assert.Equal(name, GitLabDuo.VendorName(id));

    [Theory]
    [InlineData("duo-chat-opus-4-7", "anthropic-messages claude-opus-4-7 https://cloud.gitlab.com/ai/v1/proxy/anthropic/v1/messages")]
    [InlineData("duo-chat-gpt-5-2-codex", "openai-responses gpt-5.2-codex https://cloud.gitlab.com/ai/v1/proxy/openai/v1/responses")]
    [InlineData("duo-chat-gpt-5-5", "openai-chat gpt-5.5-2026-04-23 https://cloud.gitlab.com/ai/v1/proxy/openai/v1/chat/completions")]
    public void Each_model_has_its_vendor_s_proxy(string model, string way)
    {
        Assert.Equal([way], GitLab.Ways(model));
        var wire = Assert.Single(GitLab.Target(model).Wires.Wires);
        Assert.Equal((wire.ModelId, "openai"), (wire.ModelFamily, wire.Variant.Name));
    }

    [Fact]
    public void Another_gateway_is_named_by_a_variable()
    {
        Assert.Equal(
            ["anthropic-messages claude-opus-4-7 https://ai.acme.example:8443/ai/v1/proxy/anthropic/v1/messages"],
            new Served("gitlab", ", variables: {GITLAB_AI_GATEWAY_URL: 'https://ai.acme.example:8443/'}").Ways("duo-chat-opus-4-7"));
        Assert.Contains("GITLAB_AI_GATEWAY_URL", new Served("gitlab", ", variables: {GITLAB_AI_GATEWAY_URL: nowhere}").Connection.NotServed, StringComparison.Ordinal);
        Assert.Equal(
            ["anthropic-messages claude-opus-4-7 https://own.example/messages"],
            new Served("gitlab", ", base_url: 'https://own.example', variables: {GITLAB_AI_GATEWAY_URL: 'https://ai.acme.example'}").Ways("duo-chat-opus-4-7"));
    }

    [Fact]
    public async Task Claude_is_told_the_version_and_that_its_window_is_wide()
    {
        var wide = await GitLab.HeadersAsync("duo-chat-opus-4-7", DialectNames.AnthropicMessages);
        Assert.Equal(("2023-06-01", "context-1m-2025-08-07"), (wide["anthropic-version"], wide["anthropic-beta"]));
        Assert.DoesNotContain("anthropic-beta", (await GitLab.HeadersAsync("duo-chat-haiku-4-5", DialectNames.AnthropicMessages)).Keys);
        Assert.Equal(["Authorization"], (await GitLab.HeadersAsync("duo-chat-gpt-5-5", DialectNames.OpenAiChat)).Keys);
    }

    [Theory]
    [InlineData("duo-chat-gpt-5-5", true)]
    [InlineData("duo-chat-gpt-5-2-codex", false)]
    [InlineData("duo-chat-opus-4-7", false)]
    public void The_limit_has_its_newer_name_in_chat(string model, bool isRenamed)
    {
        var wire = GitLab.Target(model).Wires.Wires[0];
        Assert.Equal(isRenamed, wire.Rules.EditOf(GitLab.Call(model, wire)) is { Rename: [{ Value: "max_completion_tokens" }] });
    }
}

namespace Weir.Catalog.Tests.Sync;

public sealed class ModelTargetTests
{
    [Fact]
    public async Task A_models_own_SDK_and_address_win_over_its_providers()
    {
        var model = await ModelAsync("azure", "@ai-sdk/azure", "\"npm\": \"@ai-sdk/anthropic\", \"api\": \"https://${R}.example/anthropic/v1/\"");
        Assert.Equal(("anthropic-messages", "https://${R}.example/anthropic/v1", "x-api-key"), (model.Dialect, model.BaseUrl, model.KeyPlacement));
    }

    [Fact]
    public async Task A_shape_chooses_between_chat_and_responses()
    {
        Assert.Equal("openai-responses", (await ModelAsync("p", "@ai-sdk/openai-compatible", "\"shape\": \"responses\"")).Dialect);
        Assert.Equal("openai-chat", (await ModelAsync("p", "@ai-sdk/azure", "\"shape\": \"completions\"")).Dialect);
    }

    [Fact]
    public async Task An_override_that_says_what_the_provider_is_anyway_leaves_no_trace()
    {
        var model = await ModelAsync("p", "@ai-sdk/openai-compatible", "\"npm\": \"@ai-sdk/openai-compatible\"");
        Assert.Equal((null, null, null), (model.Dialect, model.BaseUrl, model.KeyPlacement));
    }

    [Fact]
    public async Task Without_an_address_of_the_providers_the_models_SDK_brings_its_own()
    {
        var model = await ModelAsync("google-vertex", "@ai-sdk/google-vertex", "\"npm\": \"@ai-sdk/google-vertex/anthropic\"");
        Assert.Equal("anthropic-vertex", model.Dialect);
        Assert.EndsWith("/publishers/anthropic/models", model.BaseUrl, StringComparison.Ordinal);
        Assert.Null(model.KeyPlacement);
    }

    [Fact]
    public async Task A_gateway_with_one_endpoint_keeps_every_model_on_it() =>
        Assert.Null((await ModelAsync("cloudflare-ai-gateway", "ai-gateway-provider", "\"npm\": \"@ai-sdk/anthropic\"")).Dialect);

    [Theory]
    [InlineData("github-copilot", "gpt-5.4", "openai-responses")]
    [InlineData("github-copilot", "gpt-10", "openai-responses")]
    [InlineData("github-copilot", "gpt-5-mini", null)]
    [InlineData("github-copilot", "gpt-4.1", null)]
    [InlineData("aihubmix", "claude-opus-4-6", "anthropic-messages")]
    [InlineData("aihubmix", "gemini-2.5-pro", "gemini")]
    [InlineData("aihubmix", "gemini-2.5-pro-search", null)]
    [InlineData("aihubmix", "glm-5.1", null)]
    [InlineData("gitlab", "duo-workflow-opus", "gitlab-workflow")]
    [InlineData("gitlab", "duo-chat-opus-4-8", null)]
    [InlineData("gitlab", "duo-chat-gpt-5-5", "openai-chat")]
    [InlineData("gitlab", "duo-chat-gpt-5-mini", "openai-chat")]
    [InlineData("gitlab", "duo-chat-gpt-5-3-codex", "openai-responses")]
    [InlineData("gitlab", "duo-chat-gpt-5-6-sol", "openai-responses")]
    [InlineData("gitlab", "duo-chat-gpt-6-astra", "openai-responses")]
    public async Task Some_providers_choose_the_dialect_by_the_models_id(string provider, string model, string? dialect)
    {
        var npm = provider == "gitlab" ? "gitlab-ai-provider" : "@ai-sdk/openai-compatible";
        var json = ApiJson.Provider(provider, npm, "\"api\": \"https://h/v1\"", modelId: model);
        Assert.Equal(dialect, (await ApiJson.ProviderAsync(json, provider)).Models[model].Dialect);
    }

    private static async Task<CatalogModel> ModelAsync(string id, string npm, string own) =>
        (await ApiJson.ProviderAsync(ApiJson.Provider(id, npm, model: $"\"provider\": {{{own}}}"), id)).Models["m"];
}

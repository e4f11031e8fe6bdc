namespace Weir.Catalog.Tests.Sync;

public sealed class ModelsDevReaderTests
{
    [Theory]
    [InlineData("@ai-sdk/openai", "openai-responses", true)]
    [InlineData("@ai-sdk/anthropic", "anthropic-messages", false)]
    [InlineData("@ai-sdk/google", "gemini", false)]
    [InlineData("@ai-sdk/amazon-bedrock", "bedrock-converse", false)]
    [InlineData("@ai-sdk/cohere", "cohere-v2", false)]
    [InlineData("@ai-sdk/groq", "openai-chat", true)]
    [InlineData("@ai-sdk/gateway", "openai-chat", true)]
    public async Task An_SDK_tells_the_dialect_and_its_own_address(string npm, string dialect, bool chat)
    {
        var provider = await ApiJson.ProviderAsync(ApiJson.Provider("p", npm), "p");
        Assert.Equal((dialect, chat), (provider.Dialect, provider.ServesOpenAiChat));
        Assert.StartsWith("https://", provider.BaseUrl, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_in_the_data_wins_over_the_SDKs_and_says_nothing_of_chat()
    {
        var provider = await ApiJson.ProviderAsync(ApiJson.Provider("p", "@ai-sdk/openai", "\"api\": \"https://own/v1/\""), "p");
        Assert.Equal("https://own/v1", provider.BaseUrl);
        Assert.False(provider.ServesOpenAiChat);
    }

    [Fact]
    public async Task A_model_that_speaks_chat_at_its_providers_address_shows_that_chat_is_served_there()
    {
        var json = ApiJson.Provider("p", "@ai-sdk/openai", "\"api\": \"https://own/v1\"", model: "\"provider\": {\"npm\": \"@ai-sdk/openai-compatible\"}");
        var provider = await ApiJson.ProviderAsync(json, "p");
        Assert.True(provider.ServesOpenAiChat);
        Assert.Equal(("openai-chat", (string?)null), (provider.Models["m"].Dialect, provider.Models["m"].BaseUrl));
    }

    [Fact]
    public async Task An_unknown_SDK_is_taken_for_an_OpenAI_compatible_one_and_noted()
    {
        var result = await ApiJson.SyncAsync(ApiJson.Provider("p", "brand-new-sdk", "\"api\": \"https://own/v1\""));
        Assert.Equal("openai-chat", result.ToCatalog().Providers.Single(provider => provider.Id == "p").Dialect);
        Assert.Contains("'brand-new-sdk'", Assert.Single(result.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://h/v1/", "https://h/v1")]
    [InlineData("https://h/v1/chat/completions", "https://h/v1")]
    [InlineData("https://${HOST}/v1", "https://${HOST}/v1")]
    public async Task Base_urls_are_cleaned_and_keep_their_variables(string api, string expected)
    {
        var provider = await ApiJson.ProviderAsync(ApiJson.Provider("p", "@ai-sdk/openai-compatible", $"\"api\": \"{api}\""), "p");
        Assert.Equal(expected, provider.BaseUrl);
    }

    [Theory]
    [InlineData("\"ONLY_ONE\"", "ONLY_ONE")]
    [InlineData("\"X_HOST\", \"X_TOKEN\"", "X_TOKEN")]
    [InlineData("\"X_API_KEY\", \"X_ENDPOINT\"", "X_API_KEY")]
    [InlineData("\"X_ACCOUNT\", \"X_PAT\"", "X_PAT")]
    [InlineData("\"B_API_KEY\", \"A_API_KEY\"", "B_API_KEY A_API_KEY")]
    [InlineData("\"IN_URL_KEY\", \"X_API_KEY\"", "X_API_KEY")]
    public async Task Key_variables_are_those_named_for_a_key_that_are_no_part_of_the_address(string env, string expected)
    {
        var provider = await ApiJson.ProviderAsync(ApiJson.Provider("p", "@ai-sdk/openai-compatible", "\"api\": \"https://h/${IN_URL_KEY}/v1\"", env), "p");
        Assert.Equal(expected, string.Join(' ', provider.KeyVariables));
    }
}

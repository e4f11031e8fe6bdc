using Weir.Routing.Providers;

namespace Weir.Routing.Tests.Providers;

/// <summary>Providers that need no rules: the catalogue says how each of their models is reached.</summary>
public sealed class CatalogSaysAllTests
{
    [Theory]
    [InlineData("google", "gemini", "https://generativelanguage.googleapis.com/v1beta/models/{0}:generateContent", "x-goog-api-key", "key-0123456789abcdef")]
    [InlineData("cohere", "cohere-v2", "https://api.cohere.com/v2/chat", "Authorization", "Bearer key-0123456789abcdef")]
    public async Task Every_model_has_one_dialect_one_address_and_one_place_for_the_key(string provider, string dialect, string address, string header, string value)
    {
        var served = new Served(provider);
        Assert.Same(ProviderRules.Default, ProviderRulesTable.For(provider));
        Assert.NotEmpty(served.Connection.Models);
        foreach (var model in served.Connection.Models.Values.Where(static model => model.Dialect is null))
        {
            Assert.Equal([$"{dialect} {model.Id} {string.Format(System.Globalization.CultureInfo.InvariantCulture, address, Uri.EscapeDataString(model.Id))}"], served.Ways(model.Id));
            Assert.Equal((header, value), Assert.Single(await served.HeadersAsync(model.Id, dialect)) is var (name, said) ? (name, said) : default);
        }
    }

    [Fact]
    public async Task Cohere_serves_one_model_by_its_chat_completions_alone()
    {
        var served = new Served("cohere");
        var other = Assert.Single(served.Connection.Models.Values, static model => model.Dialect is not null);
        Assert.Equal([$"openai-chat {other.Id} https://api.cohere.ai/compatibility/v1/chat/completions"], served.Ways(other.Id));
        Assert.Equal("Bearer key-0123456789abcdef", (await served.HeadersAsync(other.Id, "openai-chat"))["Authorization"]);
    }
}

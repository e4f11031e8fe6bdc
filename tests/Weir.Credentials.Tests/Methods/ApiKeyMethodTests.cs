using Weir.Catalog;
using Weir.Credentials.Methods;

namespace Weir.Credentials.Tests.Methods;

public sealed class ApiKeyMethodTests
{
    [Theory]
    [InlineData(KeyPlacements.Bearer, "Authorization", "Bearer sk-0123456789abcdef")]
    [InlineData(KeyPlacements.XApiKey, "x-api-key", "sk-0123456789abcdef")]
    [InlineData(KeyPlacements.XGoogApiKey, "x-goog-api-key", "sk-0123456789abcdef")]
    [InlineData(KeyPlacements.ApiKey, "api-key", "sk-0123456789abcdef")]
    [InlineData(KeyPlacements.CloudflareGateway, "cf-aig-authorization", "Bearer sk-0123456789abcdef")]
    public async Task SignAsync_PutsTheKeyWhereTheProviderReadsIt(string placement, string header, string expected)
    {
        using var request = new HttpRequestMessage();
        await new ApiKeyMethod(new Secret("sk-0123456789abcdef"), placement, "test").SignAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(expected, request.Headers.GetValues(header).Single());
    }

    [Fact]
    public async Task SignAsync_Anthropic_NamesTheVersion_UnlessTheClientDid()
    {
        var method = new ApiKeyMethod(new Secret("sk-0123456789abcdef"), KeyPlacements.XApiKey, "test");
        using var plain = new HttpRequestMessage();
        using var versioned = new HttpRequestMessage();
        versioned.Headers.TryAddWithoutValidation("anthropic-version", "2030-01-01");
        await method.SignAsync(plain, TestContext.Current.CancellationToken);
        await method.SignAsync(versioned, TestContext.Current.CancellationToken);
        Assert.Equal("2023-06-01", plain.Headers.GetValues("anthropic-version").Single());
        Assert.Equal("2030-01-01", versioned.Headers.GetValues("anthropic-version").Single());
    }
}

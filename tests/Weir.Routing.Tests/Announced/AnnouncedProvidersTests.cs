using System.Text.Json;
using Weir.Catalog.Snapshot;
using Weir.Routing.Announced;
using Weir.Routing.Saved;

namespace Weir.Routing.Tests.Announced;

public sealed class AnnouncedProvidersTests
{
    private static readonly SnapshotCatalog Catalog = SnapshotCatalog.Embedded();

    [Fact]
    public void A_server_of_ones_own_becomes_a_connection_that_the_builder_takes()
    {
        var announced = One("""
            {"lab": {"npm": "@ai-sdk/openai-compatible", "name": "Lab", "options": {"baseURL": "https://lab.example/v1", "apiKey": "{env:TOKEN}", "headers": {"x-team": "a"}, "timeout": 5},
              "models": {
                "m": {"name": "M", "limit": {"context": 32000, "output": 4000}, "cost": {"input": 1, "output": 2, "cache_read": 0.5}, "tool_call": true, "modalities": {"input": ["text", "smell"]}, "variants": {}},
                "shown": {"id": "vendor/real", "cost": {"input": 1}, "limit": {"context": -1}, "status": "new", "reasoning": "yes"}}}}
            """);

        Assert.Null(announced.LeftOut);
        Assert.Equal(("Lab", "openai-compatible", "https://lab.example/v1", 2), (announced.Name, announced.Provider, announced.BaseUrl!.AbsoluteUri, announced.Models));
        Assert.Empty(announced.TokenHeaders);
        var settings = Parse(announced.Settings);
        Assert.Equal("a", settings.GetProperty("headers").GetProperty("x-team").GetString());
        Assert.Equal("""{"id":"m","name":"M","tool_call":true,"limit":{"context":32000,"output":4000},"cost":{"input":1,"output":2,"cache_read":0.5},"modalities":{"input":["text"]}}""", settings.GetProperty("models")[0].GetRawText());
        Assert.Equal("""{"id":"vendor/real","limit":{}}""", settings.GetProperty("models")[1].GetRawText());
        Assert.Empty(SavedBlock.Check(Saved(announced), Catalog));
    }

    [Theory]
    [InlineData("@ai-sdk/anthropic", "anthropic-messages", "x-api-key")]
    [InlineData("@ai-sdk/openai", "openai-responses", "bearer")]
    [InlineData("@ai-sdk/google", "gemini", "x-goog-api-key")]
    [InlineData("@someone/else", null, "bearer")]
    public void The_package_says_the_dialect_and_the_place_of_the_token(string npm, string? dialect, string placement)
    {
        var announced = One($$"""{"lab": {"options": {"baseURL": "https://lab.example/v1"}, "npm": "{{npm}}" } }""");

        Assert.Equal(placement, announced.Placement);
        Assert.Equal(dialect, Parse(announced.Settings).TryGetProperty("dialect", out var told) ? told.GetString() : null);
        Assert.Empty(SavedBlock.Check(Saved(announced), Catalog));
    }

    [Fact]
    public void Headers_may_carry_the_token_instead()
    {
        var announced = One("""{"lab": {"npm": "@ai-sdk/openai-compatible", "options": {"baseURL": "https://lab.example/v1", "headers": {"cf-access-token": "{env:TOKEN}", "x-b": "1"}}}}""");

        Assert.Equal("{token}", announced.TokenHeaders["cf-access-token"]);
        Assert.Equal("""{"headers":{"x-b":"1"}}""", announced.Settings);
    }

    [Fact]
    public void A_provider_of_the_catalogue_needs_no_address()
    {
        var announced = One("""{"anthropic": {"options": {"baseURL": "https://proxy.example/v1"}}}""");

        Assert.Equal(("anthropic", null, "{}"), (announced.Provider, announced.Placement, announced.Settings));
        Assert.Null(One("""{"anthropic": {}}""").BaseUrl);
    }

    [Theory]
    [InlineData("""{"lab": {"npm": "@someone/else"}}""", "knows none for @someone/else")]
    [InlineData("""{"lab": {"npm": "@ai-sdk/openai-compatible", "options": {"baseURL": "http://lab.example/v1"}}}""", "neither https")]
    [InlineData("""{"lab": {"options": {"baseURL": "{env:HOST}/v1"}}}""", "neither https")]
    [InlineData("""{"lab": {"options": {"baseURL": "https://lab.example/v1", "headers": {"a": "{env:OPENAI_API_KEY}"}}}}""", "variables or files")]
    [InlineData("""{"lab": {"options": {"baseURL": "https://lab.example/v1", "headers": {"a": "{file:~/.ssh/id}"}}}}""", "variables or files")]
    [InlineData("""{"a/b": {"options": {"baseURL": "https://lab.example/v1"}}}""", "name of a connection")]
    public void What_can_not_be_used_is_left_out_with_the_reason(string providers, string reason) => Assert.Contains(reason, One(providers).LeftOut, StringComparison.Ordinal);

    [Fact]
    public void What_holders_of_the_token_are_told_lies_over_what_everybody_is()
    {
        var below = Parse("""{"provider": {"lab": {"name": "Lab", "options": {"baseURL": "https://lab.example/v1"}, "models": {"a": {"name": "A"}}}, "odd": 1}}""");
        var above = Parse("""{"provider": {"lab": {"models": {"a": {"name": "AA"}, "b": {}}}}}""");

        var announced = Assert.Single(AnnouncedProviders.Read(below, above, "TOKEN", static _ => false));

        Assert.Equal(("Lab", "https://lab.example/v1"), (announced.Name, announced.BaseUrl!.AbsoluteUri));
        Assert.Equal("""{"models":[{"id":"a","name":"AA"},{"id":"b"}]}""", announced.Settings);
    }

    [Fact]
    public void Nothing_announced_is_nothing() => Assert.Empty(AnnouncedProviders.Read(default, default, "TOKEN", static _ => false));

    private static AnnouncedProvider One(string providers) =>
        Assert.Single(AnnouncedProviders.Read(Parse($$"""{"provider": {{providers}}}"""), default, "TOKEN", static id => Catalog.TryGetProvider(id, out _)));

    private static SavedConnection Saved(AnnouncedProvider announced) =>
        new() { Name = announced.Id, Provider = announced.Provider, AuthMethod = "well-known", BaseUrl = announced.BaseUrl, Settings = announced.Settings };

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}

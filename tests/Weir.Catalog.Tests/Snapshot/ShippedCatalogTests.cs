using System.Text.RegularExpressions;
using Weir.Catalog.Snapshot;

namespace Weir.Catalog.Tests.Snapshot;

/// <summary>What the shipped data must hold, whatever its date.</summary>
public sealed partial class ShippedCatalogTests
{
    private readonly SnapshotCatalog _catalog = SnapshotCatalog.Embedded();

    [Fact]
    public void The_header_counts_and_dates_what_is_there()
    {
        Assert.Equal(_catalog.Info.ProviderCount, _catalog.Providers.Count);
        Assert.Equal(_catalog.Info.ModelCount, _catalog.Providers.Sum(provider => provider.Models.Values.Count()));
        Assert.True(_catalog.Info.ProviderCount >= 152);
        Assert.True(_catalog.Info.ModelCount >= 5276 + 40 + 4);
        Assert.True(_catalog.Info.Date >= new DateOnly(2026, 6, 30));
    }

    [Fact]
    public void The_checksum_of_the_committed_file_holds() =>
        Assert.Equal(_catalog.Info, SnapshotCatalog.Parse(_catalog.Bytes, "shipped").Info);

    [Fact]
    public void Providers_and_models_are_in_ordinal_order()
    {
        Assert.Equal(_catalog.Providers.Select(p => p.Id).Order(StringComparer.Ordinal), _catalog.Providers.Select(p => p.Id));
        Assert.All(_catalog.Providers, p => Assert.Equal(p.Models.Keys.Order(StringComparer.Ordinal), p.Models.Keys));
    }

    [Fact]
    public void Every_dialect_and_key_placement_is_a_known_one() => Assert.All(_catalog.Providers, provider =>
    {
        Assert.Contains(provider.Dialect, DialectNames.All);
        Assert.Contains(provider.KeyPlacement, KeyPlacements.All);
        Assert.All(provider.Models.Values, model =>
        {
            Assert.Contains(model.Dialect ?? provider.Dialect, DialectNames.All);
            Assert.Contains(model.KeyPlacement ?? provider.KeyPlacement, KeyPlacements.All);
        });
    });

    [Fact]
    public void Every_base_url_is_absolute_and_clean_and_names_only_variables()
    {
        var none = _catalog.Providers.Where(provider => provider.BaseUrl is null).Select(provider => provider.Id);
        Assert.Equal(["openai-compatible", "sap-ai-core", "simulator"], none);
        var urls = _catalog.Providers.Select(p => p.BaseUrl).Concat(_catalog.Providers.SelectMany(p => p.Models.Values).Select(m => m.BaseUrl));
        Assert.All(urls.OfType<string>(), url =>
        {
            Assert.False(url.EndsWith('/') || url.EndsWith("/completions", StringComparison.Ordinal), url);
            var filled = Template().Replace(url, match => match.Groups["name"].Value.EndsWith("URL", StringComparison.Ordinal) ? "https://x" : "x");
            Assert.True(Uri.TryCreate(filled, UriKind.Absolute, out _), url);
        });
    }

    [Fact]
    public void Every_key_variable_is_one_of_the_variables_and_api_key_providers_have_one() => Assert.All(_catalog.Providers, provider =>
    {
        Assert.Subset(provider.Variables.ToHashSet(), provider.KeyVariables.ToHashSet());
        Assert.NotEmpty(provider.AuthMethods);
        if (provider.AuthMethods[0].Method == "api" && provider.Variables.Count > 0)
        {
            Assert.NotEmpty(provider.KeyVariables);
        }
    });

    [Fact]
    public void Every_provider_with_an_oauth_method_has_the_flows_for_it() =>
        Assert.All(_catalog.Providers, provider => Assert.Equal(provider.AuthMethods.Any(method => method.Method == "oauth"), provider.Flows.Count > 0));

    [Theory]
    [InlineData("openai", "openai-responses", true, "bearer", "https://api.openai.com/v1")]
    [InlineData("xai", "openai-responses", true, "bearer", "https://api.x.ai/v1")]
    [InlineData("perplexity-agent", "openai-responses", false, "bearer", "https://api.perplexity.ai/v1")]
    [InlineData("vivgrid", "openai-responses", true, "bearer", "https://api.vivgrid.com/v1")]
    [InlineData("anthropic", "anthropic-messages", false, "x-api-key", "https://api.anthropic.com/v1")]
    [InlineData("google", "gemini", false, "x-goog-api-key", "https://generativelanguage.googleapis.com/v1beta")]
    [InlineData("cohere", "cohere-v2", false, "bearer", "https://api.cohere.com/v2")]
    [InlineData("mistral", "mistral", true, "bearer", "https://api.mistral.ai/v1")]
    [InlineData("vercel", "openai-chat", true, "bearer", "https://ai-gateway.vercel.sh/v1")]
    [InlineData("aihubmix", "openai-chat", true, "bearer", "https://aihubmix.com/v1")]
    [InlineData("github-copilot", "openai-chat", true, "bearer", "https://api.githubcopilot.com")]
    [InlineData("azure", "openai-responses", true, "api-key", "https://${AZURE_RESOURCE_NAME}.openai.azure.com/openai/v1")]
    [InlineData("amazon-bedrock", "bedrock-converse", false, "sigv4", "https://bedrock-runtime.${AWS_REGION}.amazonaws.com")]
    [InlineData("bailing", "openai-chat", true, "bearer", "https://api.tbox.cn/api/llm/v1")]
    [InlineData("ollama", "openai-chat", true, "bearer", "http://127.0.0.1:11434/v1")]
    public void Well_known_providers_are_as_their_vendors_document_them(string id, string dialect, bool chat, string key, string baseUrl)
    {
        Assert.True(_catalog.TryGetProvider(id, out var provider));
        Assert.Equal((dialect, chat, key, baseUrl), (provider.Dialect, provider.ServesOpenAiChat, provider.KeyPlacement, provider.BaseUrl));
    }

    [Theory]
    [InlineData("amazon-bedrock", "AWS_BEARER_TOKEN_BEDROCK")]
    [InlineData("azure", "AZURE_API_KEY")]
    [InlineData("cloudflare-ai-gateway", "CLOUDFLARE_API_TOKEN")]
    [InlineData("cloudflare-workers-ai", "CLOUDFLARE_API_KEY")]
    [InlineData("databricks", "DATABRICKS_TOKEN")]
    [InlineData("google", "GOOGLE_API_KEY GOOGLE_GENERATIVE_AI_API_KEY GEMINI_API_KEY")]
    [InlineData("google-vertex", "")]
    [InlineData("neon", "NEON_AI_GATEWAY_TOKEN")]
    [InlineData("privatemode-ai", "PRIVATEMODE_API_KEY")]
    [InlineData("sap-ai-core", "AICORE_SERVICE_KEY")]
    [InlineData("snowflake-cortex", "SNOWFLAKE_CORTEX_PAT")]
    public void Key_variables_are_told_from_settings(string id, string expected)
    {
        Assert.True(_catalog.TryGetProvider(id, out var provider));
        Assert.Equal(expected, string.Join(' ', provider.KeyVariables));
    }

    [Fact]
    public void The_simulator_has_its_four_free_models()
    {
        Assert.True(_catalog.TryGetProvider("simulator", out var simulator));
        Assert.Equal(["echo", "lorem", "reason", "tools"], simulator.Models.Keys);
        Assert.All(simulator.Models.Values, model => Assert.Equal((1_000_000, 100_000, 0m), (model.ContextLimit, model.OutputLimit, model.Price!.Base.Output)));
        Assert.True(simulator.Models["tools"].Capabilities.HasFlag(ModelCapabilities.ToolCall));
        Assert.True(simulator.Models["reason"].Capabilities.HasFlag(ModelCapabilities.Reasoning));
    }

    [Fact]
    public void Unknown_prices_and_free_ones_are_told_apart()
    {
        var prices = _catalog.Providers.SelectMany(provider => provider.Models.Values).Select(model => model.Price).ToArray();
        Assert.True(prices.Count(price => price is null) > 300);
        Assert.True(prices.Count(price => price is { Base: { Input: 0, Output: 0 } }) > 400);
    }

    [GeneratedRegex(@"\$\{(?<name>[A-Z0-9_]+)\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Template();
}

using Weir.Catalog;
using Weir.Routing.Configuration;

namespace Weir.Routing.Tests.Configuration.Migration;

/// <summary>OpenCode's opencode.jsonc, with its comments and its two kinds of references.</summary>
public sealed class OpenCodeTests
{
    private const string Settings = """
        {
          // ours
          "$schema": "https://opencode.ai/config.json",
          "model": "lab/house-model",
          "disabled_providers": ["groq"],
          "provider": {
            "anthropic": {
              "options": {"apiKey": "{env:OUR_KEY}", "baseURL": "https://${OUR_HOST}/v1", "timeout": 300000, "chunkTimeout": 20000, "setCacheKey": true},
              "whitelist": ["claude-sonnet-4-5"]
            },
            "lab": {
              "npm": "@ai-sdk/openai-compatible",
              "name": "The lab",
              "options": {"baseURL": "http://lab:8001/v1", "apiKey": "lab-plain-key", "headers": {"X-Team": "{env:TEAM}", "X-Token": "t0ken"}, "includeUsage": false},
              "models": {
                "house-model": {
                  "name": "House", "reasoning": true, "tool_call": true, "attachment": false,
                  "cost": {"input": 10, "output": 30.5, "cache_read": 1, "context_over_200k": {}},
                  "limit": {"context": 32000, "output": 4000},
                  "modalities": {"input": ["text", "image"], "output": ["text"]},
                  "options": {"x": 1},
                },
                "short": {"id": "vendor/long-id"},
              },
            },
            "claude-at-home": {"npm": "@ai-sdk/anthropic", "api": "http://home/v1", "options": {"apiKey": "{file:./key.txt}"}, "models": {"claude": {}}},
            "groq": {"models": {"llama-3.3-70b-versatile": {"cost": {"input": 1, "output": 2}}}},
            "amazon-bedrock": {"options": {"region": "eu-west-1", "profile": "work"}},
            "azure": {"options": {"resourceName": "{env:OUR_RESOURCE}"}},
            "strange": {"npm": "someone/else", "api": "http://strange/v1"},
          },
          "mcp": {},
        }
        """;

    private static readonly Dictionary<string, string> Variables = new() { ["OUR_KEY"] = "k-0123456789", ["OUR_HOST"] = "h.example", ["TEAM"] = "river", ["OUR_RESOURCE"] = "acme" };

    private readonly string _folder = Path.Combine(Path.GetTempPath(), "weir-opencode");
    private readonly MigratedConfig _migrated;

    public OpenCodeTests() => _migrated = ConfigMigration.Migrate(Settings, Path.Combine(_folder, "opencode.jsonc"), ConfigText.Catalog);

    [Fact]
    public void Provider_blocks_become_connections()
    {
        Assert.Contains($"    api_key: \"{{file:{_folder}/key.txt}}\"\n", _migrated.Text, StringComparison.Ordinal);
        var config = ConfigText.Load(_migrated.Text.Replace($"{{file:{_folder}/key.txt}}", "${OUR_KEY}", StringComparison.Ordinal), Variables).Config!;

        Assert.Equal(ConfigSource.OpenCode, _migrated.Source);
        Assert.Equal(
            [("anthropic", "anthropic", true), ("lab", "openai-compatible", true), ("claude-at-home", "anthropic", true), ("groq", "groq", false), ("amazon-bedrock", "amazon-bedrock", true), ("azure", "azure", true), ("strange", "openai-compatible", true)],
            config.Connections.Select(static connection => (connection.Name, connection.Type, connection.Enabled)));
        var (anthropic, lab, home) = (config.Connections[0], config.Connections[1], config.Connections[2]);
        Assert.Equal(("k-0123456789", "https://h.example/v1"), (anthropic.ApiKey!.Reveal(), anthropic.BaseUrl!.AbsoluteUri));
        Assert.Equal((TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(20)), (anthropic.Timeouts.FirstByte, anthropic.Timeouts.Idle));
        Assert.Equal("claude-sonnet-4-5", Assert.Single(anthropic.Models!).Id);
        Assert.Equal(("lab", "river", "t0ken", false), (lab.ApiKeyName, lab.Headers["X-Team"], lab.Headers["X-Token"], lab.IncludeUsage));
        Assert.Equal(("http://home/v1", "claude"), (home.BaseUrl!.AbsoluteUri, Assert.Single(home.Models!).Id));
        Assert.Equal(("eu-west-1", "work"), (config.Connections[4].Auth.Region, config.Connections[4].Auth.Profile));
        Assert.Equal("acme", config.Connections[5].Variables["AZURE_RESOURCE_NAME"]);
    }

    [Fact]
    public void Models_keep_prices_and_limits()
    {
        Assert.Contains("- {id: house-model, name: House, reasoning: true, tool_call: true, attachment: false, cost: {input: 10, output: 30.5, cache_read: 1}, limit: {context: 32000, output: 4000}, modalities: {input: [text, image], output: [text]}}\n", _migrated.Text, StringComparison.Ordinal);
        Assert.Contains("- vendor/long-id\n", _migrated.Text, StringComparison.Ordinal);

        // A provider of the catalogue keeps its other models.
        Assert.Contains("catalog:\n  providers:\n    - id: groq\n      models:\n        - {id: llama-3.3-70b-versatile, cost: {input: 1, output: 2}}\n", _migrated.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Plain_keys_are_moved()
    {
        var key = Assert.Single(_migrated.Keys);
        Assert.Equal(("lab", "openai-compatible", "lab-plain-key"), (key.Connection, key.Provider, key.Key.Reveal()));
        Assert.DoesNotContain("lab-plain-key", _migrated.Text + string.Join('\n', _migrated.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Line 4: model is left: which model a client asks for is its own choice.")]
    [InlineData("Line 8: provider.anthropic.options.setCacheKey is left")]
    [InlineData("Line 14: The header 'X-Token' may be a secret")]
    [InlineData("Line 18: provider.lab.models.house-model.cost.context_over_200k is left")]
    [InlineData("Line 21: provider.lab.models.house-model.options is left")]
    [InlineData("The model 'short' is called by the provider's own id here, 'vendor/long-id'")]
    [InlineData("'strange': the package 'someone/else' is not known")]
    [InlineData("mcp is left: it is the client's, not the gateway's.")]
    [InlineData("weir auth import opencode")]
    public void What_can_t_be_taken_over_is_told_line_by_line(string told) =>
        Assert.Contains(_migrated.Notes, note => note.Contains(told, StringComparison.Ordinal));

    [Fact]
    public void Text_that_is_no_JSON_is_refused_with_its_line() =>
        Assert.Contains(":2:", Assert.Throws<FormatException>(static () => ConfigMigration.Migrate("{\n  nothing\n}", "opencode.json", ConfigText.Catalog)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_text_reads_back_as_it_was() => Assert.All(
        ["yes", "12", "1:30", "a: b", "# no", "{x}", "it's", "say \"so\"", "back\\slash", "tab\tline\n", "ä", "null", "0x1F", "-", "@home"],
        static text => Assert.Equal(text, ConfigText.Good($"version: 2\nproviders: [{{name: a, type: openai-compatible, base_url: 'http://a', models: [{{id: m, name: {Weir.Routing.Configuration.Migration.YamlText.Scalar(text)}}}]}}]\n").Connections[0].Models![0].Name));

    [Fact]
    public void Dialects_are_those_of_the_packages() => Assert.Contains(
        $"    dialect: {DialectNames.OpenAiResponses}\n",
        ConfigMigration.Migrate("""{"provider": {"mine": {"npm": "@ai-sdk/openai", "api": "http://mine/v1"}}}""", "opencode.json", ConfigText.Catalog).Text,
        StringComparison.Ordinal);
}

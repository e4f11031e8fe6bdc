using Weir.Routing.Configuration;

namespace Weir.Routing.Tests.Configuration.Migration;

/// <summary>LocalRouter's settings.yaml: type names in both of its spellings, keys in its own keychain entries.</summary>
public sealed class LocalRouterTests
{
    private const string Settings = """
        version: 27
        server:
          host: 127.0.0.1
          port: 3625
          enable_cors: true
        providers:
          - name: Ollama
            provider_type: ollama
            enabled: true
            provider_config:
              base_url: http://localhost:11434
              timeout_seconds: 120
          - name: OpenAI
            provider_type: open_a_i
            enabled: true
            api_key_ref: openai-1
            provider_config:
              organization: org-acme
          - name: ChatGPT Plus
            provider_type: openai-chatgpt-plus
          - name: Router
            provider_type: openrouter
            enabled: false
            provider_config: {api_key: "sk-or-plain", app_name: Ours, extra_headers: {X-Team: river}}
          - name: Lab
            provider_type: custom
            provider_config:
              base_url: http://lab:8001/v1
              custom_headers: "X-A: 1\n X-B : two: three "
              colour: blue
          - name: Odd
            provider_type: martian
        clients:
          - id: 1
            name: Laptop
        strategies:
          - id: s1
            name: My order
            auto_config:
              prioritized_models: [[OpenAI, gpt-4o], [Ollama, qwen3], [Gone, m]]
          - {id: s2, name: Empty}
        pricing_overrides:
          OpenAI:
            gpt-4o: {input_per_million: 1.5, output_per_million: 6}
          Gone: {}
        mcp_servers: []
        """;

    private readonly MigratedConfig _migrated = ConfigMigration.Migrate(Settings, "settings.yaml", ConfigText.Catalog);

    [Fact]
    public void Its_providers_become_connections()
    {
        var config = ConfigText.Load(_migrated.Text).Config;
        Assert.Null(config);

        // The one of a type that nobody knows needs an address; the rest stands.
        var mended = ConfigText.Good(_migrated.Text.Replace("  - name: Odd\n    type: openai-compatible\n", "", StringComparison.Ordinal));
        Assert.Equal(ConfigSource.LocalRouter, _migrated.Source);
        Assert.Equal(
            [("Ollama", "ollama", null, true), ("OpenAI", "openai", null, true), ("ChatGPT-Plus", "openai", "oauth", true), ("Router", "openrouter", null, false), ("Lab", "openai-compatible", null, true)],
            mended.Connections.Select(static connection => (connection.Name, connection.Type, connection.AuthMethod, connection.Enabled)));
        Assert.Equal("http://localhost:11434/v1", mended.Connections[0].BaseUrl!.AbsoluteUri);
        Assert.Equal(TimeSpan.FromMinutes(2), mended.Connections[0].Timeouts.FirstByte);
        Assert.Equal("org-acme", mended.Connections[1].Headers["OpenAI-Organization"]);
        Assert.Equal(("Ours", "river", "Router"), (mended.Connections[3].Headers["X-Title"], mended.Connections[3].Headers["X-Team"], mended.Connections[3].ApiKeyName));
        Assert.Equal(("1", "two: three"), (mended.Connections[4].Headers["X-A"], mended.Connections[4].Headers["X-B"]));
        Assert.Equal(["http://127.0.0.1:3625"], mended.Server.Urls);
    }

    [Fact]
    public void Orders_of_models_become_chains_and_prices_the_catalogue_s()
    {
        Assert.Contains("chains:\n  My-order:\n    targets: [OpenAI/gpt-4o, Ollama/qwen3]\n", _migrated.Text, StringComparison.Ordinal);
        Assert.Contains("    - id: openai\n      models:\n        - {id: gpt-4o, cost: {input: 1.5, output: 6}}\n", _migrated.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_in_the_file_are_moved_and_nothing_of_them_is_told()
    {
        var key = Assert.Single(_migrated.Keys);
        Assert.Equal(("Router", "openrouter", "sk-or-plain"), (key.Name, key.Provider, key.Key.Reveal()));
        Assert.DoesNotContain("sk-or-plain", _migrated.Text + string.Join('\n', _migrated.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Line 5: server.enable_cors is left")]
    [InlineData("Line 13: 'OpenAI': its key is in the keychain, entry 'LocalRouter-Providers', account 'openai-1', and is not read. Hand it over: weir auth login OpenAI --method api")]
    [InlineData("Line 19: 'ChatGPT Plus' is called 'ChatGPT-Plus' now")]
    [InlineData("Line 19: 'ChatGPT-Plus': sign in anew: weir auth login ChatGPT-Plus")]
    [InlineData("provider_config.colour is left")]
    [InlineData("Line 32: The type 'martian' is not known")]
    [InlineData("The client 'Laptop' needs a key of Weir's: weir keys create Laptop")]
    [InlineData("the strategy 'Empty' names no models")]
    [InlineData("pricing_overrides.Gone is left")]
    [InlineData("mcp_servers is left")]
    public void What_can_t_be_taken_over_is_told_line_by_line(string told) =>
        Assert.Contains(_migrated.Notes, note => note.Contains(told, StringComparison.Ordinal));

    [Fact]
    public void A_local_server_needs_no_key_and_none_is_asked_for() =>
        Assert.DoesNotContain(_migrated.Notes, static note => note.Contains("'Ollama': its key", StringComparison.Ordinal));
}

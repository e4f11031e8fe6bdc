using System.Net;
using Weir.Catalog;
using Weir.Metering.Quotas;
using Weir.Routing.Configuration;

namespace Weir.Routing.Tests.Configuration;

public sealed class ConfigLoaderTests
{
    private const string Full = """
        version: 2
        providers:                        # connections
          - name: my-openai
            type: openai                  # catalogue id
            auth_method: api
            api_key: ${OPENAI_API_KEY}
          - name: chatgpt
            type: openai
            auth_method: oauth
          - name: lab
            type: openai-compatible
            base_url: http://127.0.0.1:8001/v1
            models:
              - qwen3-coder
              - {id: house-model, cost: {input: 10, output: 30}, limit: {context: 32000, output: 4000}}
            headers: {x-team: research}
            quota: {path: /quota, format: neutral}
        aliases: {fast: my-openai/gpt-4o-mini}
        chains:
          coding:
            targets: [chatgpt/gpt-5-codex, my-openai/gpt-4o, lab/qwen3-coder]
            retries: 3
            ask_before_switching: false
        budgets:
          - {on: provider:my-openai, daily: 5.00, monthly: 50.00, alert: 0.8, run_soft_tokens: 50000, run_hard_tokens: 200000}
          - {on: key:ci, monthly: 10.00}
        limits:
          - {on: key:ci, rpm: 60, tpm: 100000, concurrent: 4}
        storage: {provider: sqlite}
        """;

    [Fact]
    public void The_whole_format_loads()
    {
        var config = ConfigText.Good(Full, new() { ["OPENAI_API_KEY"] = "sk-secret" });
        var (openai, chatgpt, lab) = (config.Connections[0], config.Connections[1], config.Connections[2]);
        Assert.Equal(("my-openai", "openai", "api", "weir.yaml:3"), (openai.Name, openai.Type, openai.AuthMethod, openai.Origin));
        Assert.Equal(("sk-secret", "OPENAI_API_KEY (weir.yaml:6)"), (openai.ApiKey!.Reveal(), openai.ApiKeySource));
        Assert.Equal(("oauth", null), (chatgpt.AuthMethod, chatgpt.ApiKey));
        Assert.Null(chatgpt.Models);
        Assert.Equal(new Uri("http://127.0.0.1:8001/v1"), lab.BaseUrl);
        Assert.Equal(["qwen3-coder", "house-model"], lab.Models!.Select(model => model.Id));
        Assert.Equal(new TokenRates(10, 30), lab.Models![1].Price!.Base);
        Assert.Equal((32_000, null, 4_000), (lab.Models![1].ContextLimit, lab.Models![1].InputLimit, lab.Models![1].OutputLimit));
        Assert.Equal("research", lab.Headers["X-Team"]);
        Assert.Equal("my-openai/gpt-4o-mini", config.Aliases["fast"]);
        Assert.Equal(("/quota", "neutral", TimeSpan.FromMinutes(5), true), (lab.Quota.Path, lab.Quota.Format!.Name, lab.Quota.Interval, lab.Quota.Enabled));
        Assert.Equal((null, null), (openai.Quota.Path, openai.Quota.Format));
    }

    [Fact]
    public void A_quota_s_figures_may_be_pointed_at()
    {
        var quota = ConfigText.Good("""
            version: 2
            providers:
              - name: lab
                type: openai-compatible
                base_url: http://127.0.0.1:8001/v1
                quota: {path: /me, interval: 1m, format: {remaining: /data/left, limit: /data/all, resets_at: /data/at, currency: /data/money}}
            """).Connections[0].Quota;

        var mapping = Assert.Single(quota.Format!.Mappings);
        Assert.Equal(("cost", QuotaMeaning.Budget, "/data/left", "/data/all", "/data/at", "/data/money"), (mapping.Name, mapping.Meaning, mapping.Remaining, mapping.Limit, mapping.ResetsAt, mapping.Unit));
        Assert.Equal(TimeSpan.FromMinutes(1), quota.Interval);
    }

    [Fact]
    public void The_rest_of_a_connection_and_of_the_server_loads()
    {
        var config = ConfigText.Good("""
            version: 2
            providers:
              - name: sim
                type: simulator
                enabled: false
                include_usage: false
                http_version: 1.1
                env: [A, B]
                timeouts: {connect: 500ms, first_byte: 1.5m, idle: 1h}
                simulator: {first_byte_delay_ms: 1, tokens_per_second: 2.5, lorem_tokens: 3, rate_limit_rate: 0.1, error_rate: 0.2, cut_rate: 1}
            server:
              urls: ["http://*:80", "https://[::1]:9443"]
              heartbeat_seconds: 5
              max_body_mb: 1
              shutdown_seconds: 0
              allow_hosts: [weir.example.com]
              tls: {cert: tls/c.pem, key: /k.pem}
            telemetry: {otlp_endpoint: "http://127.0.0.1:4317"}
            """);
        var sim = config.Connections[0];
        Assert.Equal((false, false, HttpVersion.Version11), (sim.Enabled, sim.IncludeUsage, sim.HttpVersion));
        Assert.Equal(new(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(90), TimeSpan.FromHours(1)), sim.Timeouts);
        Assert.Equal(["A", "B"], sim.KeyVariables!);
        Assert.Equal(new() { FirstByteDelay = TimeSpan.FromMilliseconds(1), TokensPerSecond = 2.5, LoremTokens = 3, RateLimitRate = 0.1, ErrorRate = 0.2, CutRate = 1 }, sim.Simulator!);
        var server = config.Server;
        Assert.Equal(["http://*:80", "https://[::1]:9443"], server.Urls);
        Assert.Equal((TimeSpan.FromSeconds(5), 1, TimeSpan.Zero), (server.Heartbeat, server.MaxBodyMegabytes, server.ShutdownGrace));
        Assert.Equal(["weir.example.com"], server.AllowedHosts);
        Assert.Equal((Path.Combine(Path.GetTempPath(), "tls", "c.pem"), "/k.pem"), server.Tls);
        Assert.Equal(new Uri("http://127.0.0.1:4317"), config.OtlpEndpoint);
    }

    [Fact]
    public void The_catalogue_block_becomes_overlays()
    {
        var config = ConfigText.Good("""
            version: 2
            catalog:
              providers:
                - id: house
                  name: Our house
                  base_url: https://${REGION}.example.com/v1
                  key_env: [HOUSE_KEY]
                  key_placement: x-api-key
                  models:
                    - id: large
                      dialect: gemini
                      reasoning: true
                      temperature: false
                      modalities: {input: [text, image], output: [text]}
                      cost: {input: 1, output: 2, cache_read: 0.1, tiers: [{size: 200, input: 5, output: 6}, {size: 100, input: 3, output: 4}]}
                - name: openai
                  models: [gpt-new]
            providers:
              - {name: h, type: house, auth_method: api}
            aliases: {big: house/large}
            """);
        var house = config.Catalog[0];
        Assert.Equal(("house", "Our house", "https://${REGION}.example.com/v1", "x-api-key"), (house.Id, house.Name, house.BaseUrl, house.KeyPlacement));
        var large = house.Models[0];
        Assert.Equal((ModelCapabilities.Reasoning, ModelCapabilities.Temperature, "gemini"), (large.With, large.Without, large.Dialect));
        Assert.Equal([100, 200], large.Price!.Tiers.Select(tier => tier.Size));
        Assert.Equal(0.1m, large.Price!.Base.CacheRead);
        Assert.Equal(("openai", null, "gpt-new"), (config.Catalog[1].Id, config.Catalog[1].Name, config.Catalog[1].Models[0].Id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \n# nothing\n")]
    [InlineData("\uFEFF")]
    [InlineData("---\n")]
    [InlineData("{}")]
    public void An_empty_file_is_the_empty_configuration(string text) => Assert.Same(WeirConfig.Empty, ConfigText.Good(text));

    [Fact]
    public void A_block_without_content_is_as_good_as_none()
    {
        var config = ConfigText.Good("version: 2\nproviders:\naliases:\nserver:\n");
        Assert.Empty(config.Connections);
        Assert.Equal(100, config.Server.MaxBodyMegabytes);
    }

    [Fact]
    public void Everything_wrong_is_told_at_once_in_the_order_of_the_file()
    {
        var load = ConfigText.Load("""
            version: 2
            providers:
              - nmae: lab
                type: openai-compatble
                api_key: ${NOT_SET}
              - name: a/b
                type: openai
                enabled: 7
              - name: plain
                type: openai
                api_key: some-key
            aliases: {fast: palin/x}
            server: {max_body_mb: 0}
            """);
        Assert.Null(load.Config);
        Assert.Equal(
            [
                (3, 5, "providers[0]"), (3, 5, "providers[0].nmae"), (4, 11, "providers[0].type"), (5, 14, "providers[0].api_key"), (6, 11, "providers[1].name"),
                (8, 14, "providers[1].enabled"), (11, 14, "providers[2].api_key"), (12, 17, "aliases.fast"), (13, 23, "server.max_body_mb"),
            ],
            load.Problems.Select(problem => (problem.Line, problem.Column, problem.Path)).OrderBy(place => place));
        Assert.Single(load.Problems, problem => problem.Severity == ConfigSeverity.Warning);
        Assert.All(load.Problems, problem => Assert.NotNull(problem.Suggestion));
    }

    [Fact]
    public void A_warning_does_not_refuse_the_file()
    {
        var load = ConfigText.Load("version: 2\nproviders:\n  - {name: a, type: openai, api_key: sk-very-secret}\n");
        Assert.Equal("weir.yaml:3", load.Config!.Connections[0].ApiKeySource);
        Assert.Equal("weir.yaml:3:38: warning: providers[0].api_key: the key stands here in plain text. Keep it out of the file: ${VAR}, {env: NAME}, {file: PATH} or {keychain: NAME}.", Assert.Single(load.Problems).ToString());
    }
}

using Weir.Catalog;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Tools;
using Weir.Routing.Tests.Configuration;

namespace Weir.Routing.Tests.Providers;

public sealed class CloudflareTests
{
    private const string Account = ", variables: {CLOUDFLARE_ACCOUNT_ID: acc, CLOUDFLARE_GATEWAY_ID: gw}";
    private const string Root = "https://gateway.ai.cloudflare.com/v1/acc/gw";

    private static readonly Served Gateway = new("cloudflare-ai-gateway", Account);

    [Theory]
    [InlineData("anthropic/claude-opus-4-6", "anthropic-messages claude-opus-4-6 {0}/anthropic/v1/messages", "openai-chat anthropic/claude-opus-4-6 {0}/compat/chat/completions")]
    [InlineData("anthropic/claude-3.5-haiku", "anthropic-messages claude-3-5-haiku {0}/anthropic/v1/messages", "openai-chat anthropic/claude-3-5-haiku {0}/compat/chat/completions")]
    [InlineData("openai/gpt-5.4", "openai-responses gpt-5.4 {0}/openai/responses", "openai-chat openai/gpt-5.4 {0}/compat/chat/completions")]
    [InlineData("openai/gpt-5.3-codex", "openai-responses gpt-5.3-codex {0}/openai/responses")]
    [InlineData("openai/gpt-3.5-turbo", "openai-chat openai/gpt-3.5-turbo {0}/compat/chat/completions")]
    [InlineData("workers-ai/@cf/zai-org/glm-4.7-flash", "openai-chat workers-ai/@cf/zai-org/glm-4.7-flash {0}/compat/chat/completions")]
    public void A_model_is_reached_by_its_vendor_s_dialect_and_by_the_unified_endpoint(string model, params string[] ways) =>
        Assert.Equal(ways.Select(static way => way.Replace("{0}", Root, StringComparison.Ordinal)), Gateway.Ways(model));

    [Theory]
    [InlineData("@cf/openai/gpt-oss-20b", "workers-ai/@cf/openai/gpt-oss-20b")]
    [InlineData("google-ai-studio/gemini-2.5-pro", "google-ai-studio/gemini-2.5-pro")]
    [InlineData("dynamic", "dynamic")]
    public void Unlisted_models_go_to_the_unified_endpoint(string model, string onTheWire) =>
        Assert.Equal([$"openai-chat {onTheWire} {Root}/compat/chat/completions"], new Served("cloudflare-ai-gateway", Account + ", models: []").Ways(model));

    [Fact]
    public void An_address_of_one_s_own_is_unified_unless_it_ends_as_the_gateway_s()
    {
        Assert.Equal(["openai-chat anthropic/claude-opus-4-6 https://llm.acme.example/chat/completions"], new Served("cloudflare-ai-gateway", ", base_url: 'https://llm.acme.example'").Ways("anthropic/claude-opus-4-6"));
        Assert.Equal(
            "anthropic-messages claude-opus-4-6 https://llm.acme.example/anthropic/v1/messages",
            new Served("cloudflare-ai-gateway", ", base_url: 'https://llm.acme.example/compat'").Ways("anthropic/claude-opus-4-6")[0]);
    }

    [Fact]
    public async Task The_token_goes_in_the_gateway_s_header_and_Messages_names_its_version()
    {
        var thinking = new Conversation { Model = "m", Messages = [], Tools = [new FunctionTool("look")], Reasoning = new ReasoningRequest { Effort = "high" } };
        var headers = await Gateway.HeadersAsync("anthropic/claude-opus-4-6", DialectNames.AnthropicMessages, thinking);
        Assert.Equal(("Bearer key-0123456789abcdef", "2023-06-01", "interleaved-thinking-2025-05-14"), (headers["cf-aig-authorization"], headers["anthropic-version"], headers["anthropic-beta"]));
        Assert.Equal(["cf-aig-authorization"], (await Gateway.HeadersAsync("anthropic/claude-opus-4-6", DialectNames.OpenAiChat, thinking)).Keys);
    }

    [Theory]
    [InlineData("openai/gpt-5.4", DialectNames.OpenAiChat, true)]
    [InlineData("openai/gpt-5.4", DialectNames.OpenAiResponses, false)]
    [InlineData("anthropic/claude-opus-4-6", DialectNames.OpenAiChat, false)]
    public void OpenAI_s_models_know_the_limit_by_its_newer_name_in_chat(string model, string dialect, bool isRenamed)
    {
        var wire = Gateway.Target(model).Wires.For(dialect);
        Assert.Equal(isRenamed, wire.Rules.EditOf(Gateway.Call(model, wire)) is { Rename: [{ Key: "max_tokens", Value: "max_completion_tokens" }] });
    }

    [Fact]
    public void Options_are_headers_of_the_connection()
    {
        var headers = new Served("cloudflare-ai-gateway", Account + """, cloudflare: {metadata: {team: "Köln", run: 7}, cache_ttl: 1h, cache_key: k, skip_cache: true, collect_log: false}""").Connection.Headers;
        Assert.Equal(
            [("cf-aig-cache-key", "k"), ("cf-aig-cache-ttl", "3600"), ("cf-aig-collect-log", "false"), ("cf-aig-metadata", """{"team":"K\u00F6ln","run":"7"}"""), ("cf-aig-skip-cache", "true")],
            headers.Select(static header => (header.Key, header.Value)).Order());
        Assert.Empty(Gateway.Connection.Headers);
    }

    [Fact]
    public void A_header_written_out_wins() =>
        Assert.Equal("60", Assert.Single(new Served("cloudflare-ai-gateway", Account + ", headers: {CF-AIG-Cache-TTL: '60'}, cloudflare: {cache_ttl: 1h}").Connection.Headers).Value);

    [Theory]
    [InlineData("cloudflare-ai-gateway", "{metadata: {a: 1, b: 2, c: 3, d: 4, e: 5, f: 6}}", "keeps five", "Take")]
    [InlineData("cloudflare-ai-gateway", "{metadata: team}", "takes a mapping", "{key: value}")]
    [InlineData("cloudflare-ai-gateway", "{cache_ttl: 30s}", "out of range", "60 to")]
    [InlineData("cloudflare-ai-gateway", "{cache_ttl: 3600}", "not a duration", "10s")]
    [InlineData("cloudflare-ai-gateway", "{skip_cache: sometimes}", "not true or false", "true")]
    [InlineData("cloudflare-ai-gateway", "{cache_key: \"a\\nb\"}", "line break", "Take it out")]
    [InlineData("cloudflare-ai-gateway", "{skipcache: true}", "unknown key", "'skip_cache'")]
    [InlineData("openai", "{skip_cache: true}", "options of Cloudflare's AI Gateway", "type: cloudflare-ai-gateway")]
    public void What_is_no_option_is_refused(string type, string options, string message, string remedy)
    {
        var problem = ConfigText.OneError($"version: 2\nproviders:\n  - name: cf\n    type: {type}\n    cloudflare: {options}\n");
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, problem.Suggestion, StringComparison.Ordinal);
    }
}

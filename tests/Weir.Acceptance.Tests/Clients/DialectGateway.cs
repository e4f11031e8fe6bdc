namespace Weir.Acceptance.Tests.Clients;

/// <summary>A gateway with one connection for each dialect that its upstream is asked in.</summary>
public sealed class DialectGateway : GatewayFixture
{
    protected override string Config =>
        $$"""
            version: 2
            providers:
              - {name: chat, type: openai-compatible, base_url: "{{Upstream.BaseUrl}}", api_key: "${REPLAY_KEY}"}
              - {name: responses, type: openai-compatible, dialect: openai-responses, base_url: "{{Upstream.BaseUrl}}", api_key: "${REPLAY_KEY}"}
              - {name: claude, type: openai-compatible, dialect: anthropic-messages, base_url: "{{Upstream.BaseUrl}}", api_key: "${REPLAY_KEY}"}
              - {name: gemini, type: openai-compatible, dialect: gemini, base_url: "{{Upstream.Origin}}/v1beta", api_key: "${REPLAY_KEY}"}
              - {name: bedrock, type: openai-compatible, dialect: bedrock-converse, base_url: "{{Upstream.Origin}}", api_key: "${REPLAY_KEY}"}
              - {name: cohere, type: openai-compatible, dialect: cohere-v2, base_url: "{{Upstream.Origin}}/v2", api_key: "${REPLAY_KEY}"}
              - {name: ollama, type: openai-compatible, dialect: ollama, base_url: "{{Upstream.Origin}}", api_key: "${REPLAY_KEY}"}
            """;
}

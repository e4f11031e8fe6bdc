namespace Weir.Acceptance.Tests.Clients;

/// <summary>A gateway with one connection called <c>replay</c>, and one that has a price.</summary>
public sealed class ReplayGateway : GatewayFixture
{
    /// <summary>The upstream without a gateway.</summary>
    internal Endpoint Direct => new(Upstream.BaseUrl, UpstreamKey, "");

    /// <summary>The same upstream through the gateway.</summary>
    internal async Task<Endpoint> ThroughWeirAsync()
    {
        var weir = await WeirAsync();
        return new Endpoint(new Uri(weir.Url, "v1").AbsoluteUri, weir.ClientKey, "replay/");
    }

    protected override string Config =>
        $$"""
            version: 2
            server: {heartbeat_seconds: 1}
            routing: {retries: 0} # the tests put in one answer for each request
            providers:
              - name: replay
                type: openai-compatible
                base_url: {{Upstream.BaseUrl}}
                api_key: ${REPLAY_KEY}
              - name: priced
                type: openai-compatible
                base_url: {{Upstream.BaseUrl}}
                api_key: ${REPLAY_KEY}
                models:
                  - id: house-model
                    cost: {input: 10, output: 30}
                    limit: {context: 32000, output: 4000}
            """;
}

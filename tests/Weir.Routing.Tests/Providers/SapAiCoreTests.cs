using Weir.Catalog;
using Weir.Catalog.Snapshot;
using Weir.Credentials.Methods;
using Weir.Routing.Configuration;
using Weir.Routing.Snapshots;
using Weir.Routing.Targets;
using Weir.Routing.Wires;

namespace Weir.Routing.Tests.Providers;

/// <summary>How SAP's orchestration service is reached.</summary>
public sealed class SapAiCoreTests
{
    private const string Host = "https://api.ai.eu.example.com";
    private const string Deployment = Host + "/v2/inference/deployments/d1";

    [Theory]
    [InlineData(Host, "d1", Deployment)]
    [InlineData(Host + "/v2/", "d1", Deployment)]
    [InlineData(Deployment, null, Deployment)]
    [InlineData(Deployment, "other", Deployment)]
    [InlineData(null, "d1", Deployment)]
    public void A_call_goes_to_the_deployment(string? baseUrl, string? deployment, string expected)
    {
        var wire = Wire(Connection(baseUrl), ("AICORE_DEPLOYMENT_ID", deployment), ("AICORE_BASE_URL", baseUrl is null ? Host : "https://elsewhere.example.com"));

        Assert.Equal((DialectNames.SapOrchestration, "gpt-5"), (wire.Dialect, wire.ModelId));
        Assert.Equal(expected + "/v2/completion", wire.Rules.AddressOf(Call(wire))!.AbsoluteUri);
    }

    [Fact]
    public void The_service_key_tells_the_host()
    {
        var wire = Wire(Connection(null), ("AICORE_DEPLOYMENT_ID", "d1"), ("AICORE_SERVICE_KEY", $$$"""{"clientid":"c","serviceurls":{"AI_API_URL":"{{{Host}}}"}}"""));

        Assert.Equal(Deployment, wire.BaseUrl.AbsoluteUri);
    }

    [Theory]
    [InlineData(null, null, "default")]
    [InlineData("blue", null, "blue")]
    [InlineData("blue", "green", "green")]
    public void A_call_names_its_resource_group(string? variable, string? header, string expected)
    {
        var wire = Wire(Connection(Deployment), ("AICORE_RESOURCE_GROUP", variable));
        using var request = new HttpRequestMessage();
        if (header is not null)
        {
            request.Headers.Add("ai-resource-group", header);
        }

        wire.Rules.SetHeaders(Call(wire), request.Headers);

        Assert.Equal([expected], request.Headers.GetValues("AI-Resource-Group"));
    }

    [Fact]
    public async Task The_key_of_the_block_is_sent_as_the_token()
    {
        var wire = Wire(Connection(Deployment));
        using var request = new HttpRequestMessage();

        await wire.Auth.SignAsync(request, TestContext.Current.CancellationToken);

        Assert.IsType<ApiKeyMethod>(wire.Auth);
        Assert.Equal("Bearer token-0123456789abcdef", request.Headers.Authorization?.ToString());
    }

    [Theory]
    [InlineData(null, "d1", "AICORE_BASE_URL")]
    [InlineData(Host, null, "AICORE_DEPLOYMENT_ID")]
    public void What_is_missing_is_told(string? baseUrl, string? deployment, string variable) =>
        Assert.Contains(variable, Assert.IsType<Resolution.NotServed>(Resolve(Connection(baseUrl), "it/gpt-5", ("AICORE_DEPLOYMENT_ID", deployment))).Reason, StringComparison.Ordinal);

    /// <summary>The service key holds a secret, which must not travel as a token.</summary>
    [Fact]
    public void The_service_key_itself_is_never_sent()
    {
        var refused = Resolve("", "sap-ai-core/gpt-5", ("AICORE_SERVICE_KEY", $$$"""{"clientid":"c","clientsecret":"s","serviceurls":{"AI_API_URL":"{{{Host}}}"}}"""), ("AICORE_DEPLOYMENT_ID", "d1"));

        Assert.Contains("AICORE_SERVICE_KEY", Assert.IsType<Resolution.NotServed>(refused).Reason, StringComparison.Ordinal);
    }

    private static string Connection(string? baseUrl) =>
        $"version: 2\nproviders: [{{name: it, type: sap-ai-core, api_key: 'token-0123456789abcdef'{(baseUrl is null ? "" : $", base_url: '{baseUrl}'")}}}]";

    private static Wire Wire(string yaml, params (string Name, string? Value)[] variables) =>
        Assert.Single(Assert.IsType<Resolution.Found>(Resolve(yaml, "it/gpt-5", variables)).Targets[0].Wires.Wires);

    private static UpstreamCall Call(Wire wire) => new() { Target = new Target(null!, wire.ModelId, null, "it/m"), Wire = wire, ClientDialect = DialectNames.OpenAiChat };

    private static Resolution Resolve(string yaml, string model, params (string Name, string? Value)[] variables)
    {
        string? Environment(string name) => variables.FirstOrDefault(variable => variable.Name == name).Value;
        var catalog = SnapshotCatalog.Embedded();
        var load = ConfigLoader.Parse(yaml, "weir.yaml", ".", catalog, Environment);
        return new SnapshotBuilder(catalog, Environment).Build(load.Config ?? throw new InvalidOperationException(string.Join('\n', load.Problems)), 1).Models.Resolve(model, []);
    }
}

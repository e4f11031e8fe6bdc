using Weir.Routing.Snapshots;
using Weir.Routing.Targets;

namespace Weir.Routing.Tests.Configuration;

/// <summary><c>variables</c> of a connection fill the catalogue's addresses, before the environment does.</summary>
public sealed class VariablesTests
{
    private const string Two = """
        version: 2
        providers:
          - name: ours
            type: cloudflare-workers-ai
            api_key: ${KEY}
            variables: {CLOUDFLARE_ACCOUNT_ID: "${OUR_ACCOUNT}"}
          - {name: theirs, type: cloudflare-workers-ai, api_key: "${KEY}"}
        """;

    [Fact]
    public void A_connection_s_own_go_before_the_environment()
    {
        var snapshot = Build(Two, new() { ["KEY"] = "cf-0123456789abcdef", ["OUR_ACCOUNT"] = "acme", ["CLOUDFLARE_ACCOUNT_ID"] = "other" });
        Assert.Equal("https://api.cloudflare.com/client/v4/accounts/acme/ai/v1", snapshot.FindConnection("ours")!.BaseUrl!.AbsoluteUri);
        Assert.Equal("https://api.cloudflare.com/client/v4/accounts/other/ai/v1", snapshot.FindConnection("theirs")!.BaseUrl!.AbsoluteUri);
    }

    [Theory]
    [InlineData("azure", "AZURE_RESOURCE_NAME: acme", "claude-opus-4-5", "https://acme.services.ai.azure.com/anthropic/v1")]
    [InlineData("amazon-bedrock", "AWS_REGION: eu-west-1", "eu.anthropic.claude-haiku-4-5-20251001-v1:0", "https://bedrock-runtime.eu-west-1.amazonaws.com/")]
    [InlineData("google-vertex", "GOOGLE_CLOUD_PROJECT: house, GOOGLE_CLOUD_LOCATION: europe-west4", "gemini-2.5-pro", "https://europe-west4-aiplatform.googleapis.com/v1beta1/projects/house/locations/europe-west4/publishers/google")]
    public void Models_with_addresses_of_their_own_and_provider_rules_read_them(string type, string variables, string model, string address)
    {
        var snapshot = Build($"version: 2\nproviders: [{{name: it, type: {type}, api_key: '${{KEY}}', variables: {{{variables}}}}}]\n", new() { ["KEY"] = "key-0123456789abcdef" });
        var found = Assert.IsType<Resolution.Found>(snapshot.Models.Resolve($"it/{model}", []));
        Assert.Equal(address, found.Targets[0].Wires.Wires[0].BaseUrl.AbsoluteUri);
    }

    [Fact]
    public void A_missing_one_is_told_with_both_places_for_it()
    {
        var snapshot = Build(Two, new() { ["KEY"] = "cf-0123456789abcdef", ["OUR_ACCOUNT"] = "acme" });
        var reason = snapshot.FindConnection("theirs")!.NotServed!;
        Assert.Contains("CLOUDFLARE_ACCOUNT_ID", reason, StringComparison.Ordinal);
        Assert.Contains("under variables in its block", reason, StringComparison.Ordinal);
        Assert.Contains("where Weir starts", reason, StringComparison.Ordinal);
        Assert.Null(snapshot.FindConnection("ours")!.NotServed);
    }

    [Theory]
    [InlineData("variables: acme", "providers[0].variables", "takes a mapping of names, not a single value", "{key: value}")]
    [InlineData("variables: [acme]", "providers[0].variables", "not a list", "{key: value}")]
    [InlineData("variables: {A: [b]}", "providers[0].variables.A", "takes a text, not a list", "${NAME}")]
    [InlineData("variables: {A: ''}", "providers[0].variables.A", "is empty", "Give it a text")]
    [InlineData("variables: {A-B: c}", "providers[0].variables.A-B", "'A-B' can't be the name of a variable", "CLOUDFLARE_ACCOUNT_ID")]
    [InlineData("variables: {A: \"${NOT_SET}\"}", "providers[0].variables.A", "'NOT_SET' is not set", "${NOT_SET:-default}")]
    public void What_is_no_variable_is_refused(string line, string path, string message, string remedy)
    {
        var problem = ConfigText.OneError($"version: 2\nproviders:\n  - name: cf\n    type: cloudflare-workers-ai\n    {line}\n");
        Assert.Equal((path, 5), (problem.Path, problem.Line));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, problem.Suggestion, StringComparison.Ordinal);
    }

    private static RoutingSnapshot Build(string text, Dictionary<string, string> environment) =>
        new SnapshotBuilder(ConfigText.Catalog, environment.GetValueOrDefault).Build(ConfigText.Good(text, environment), 1);
}

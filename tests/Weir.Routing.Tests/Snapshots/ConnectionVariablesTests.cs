using Weir.Credentials;
using Weir.Credentials.Aws;
using Weir.Credentials.Google;
using Weir.Credentials.Methods;
using Weir.Credentials.OpenCode;
using Weir.Credentials.Tests.Kit;
using Weir.Routing.Snapshots;
using Weir.Routing.Targets;
using Weir.Routing.Tests.Configuration;

namespace Weir.Routing.Tests.Snapshots;

/// <summary>A connection's <c>auth</c> settings and what its sign-in told fill addresses and the cloud chain, for this connection alone.</summary>
public sealed class ConnectionVariablesTests
{
    private const string Claude = "eu.anthropic.claude-haiku-4-5-20251001-v1:0";

    private readonly MemoryVault _vault = new();

    [Theory]
    [InlineData("auth: {region: eu-west-1}", "eu-west-1")]
    [InlineData("auth: {region: eu-west-1}, variables: {AWS_REGION: eu-north-1}", "eu-north-1")]
    [InlineData("auth: {profile: work}", "us-west-2")]
    public void The_region_of_auth_is_the_region_of_the_address(string settings, string region)
    {
        var snapshot = Build($"version: 2\nproviders: [{{name: it, type: amazon-bedrock, auth_method: aws, {settings}}}]\n", new() { ["AWS_REGION"] = "us-west-2" });
        Assert.Equal($"https://bedrock-runtime.{region}.amazonaws.com/", snapshot.FindConnection("it")!.BaseUrl!.AbsoluteUri);
        var found = Assert.IsType<Resolution.Found>(snapshot.Models.Resolve($"it/{Claude}", []));
        Assert.Equal($"https://bedrock-runtime.{region}.amazonaws.com/", found.Targets[0].Wires.Wires[0].BaseUrl.AbsoluteUri);
    }

    [Fact]
    public async Task The_cloud_chain_sees_the_connection_s_variables()
    {
        var snapshot = Build(
            """
            version: 2
            providers:
              - name: ours
                type: amazon-bedrock
                auth_method: aws
                auth: {region: eu-west-1}
                variables: {AWS_ACCESS_KEY_ID: AKIAOURS, AWS_SECRET_ACCESS_KEY: secret-of-ours}
              - {name: theirs, type: amazon-bedrock, auth_method: aws}
            """,
            new() { ["AWS_ACCESS_KEY_ID"] = "AKIATHEIRS", ["AWS_SECRET_ACCESS_KEY"] = "secret-of-theirs", ["AWS_REGION"] = "us-west-2" });

        Assert.Contains("Credential=AKIAOURS/", await SignatureAsync(snapshot, "ours"), StringComparison.Ordinal);
        Assert.Contains("/eu-west-1/bedrock/", await SignatureAsync(snapshot, "ours"), StringComparison.Ordinal);
        Assert.Contains("Credential=AKIATHEIRS/", await SignatureAsync(snapshot, "theirs"), StringComparison.Ordinal);
        Assert.Contains("/us-west-2/bedrock/", await SignatureAsync(snapshot, "theirs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_sign_in_asked_for_fills_the_address_of_its_connection_alone()
    {
        await KeepAsync("one", "azure", new() { ["AZURE_RESOURCE_NAME"] = "first" });
        await KeepAsync("two", "azure", new() { ["resourceName"] = "second" });
        await KeepAsync("three", "azure", new() { ["AZURE_RESOURCE_NAME"] = "third" });
        var snapshot = Build(
            """
            version: 2
            providers:
              - {name: one, type: azure}
              - {name: two, type: azure}
              - {name: three, type: azure, variables: {AZURE_RESOURCE_NAME: ours}}
              - {name: four, type: azure, api_key: "${KEY}"}
            """,
            new() { ["KEY"] = "key-0123456789", ["AZURE_RESOURCE_NAME"] = "everybody" });

        Assert.Equal(
            ["first", "second", "ours", "everybody"],
            "one two three four".Split(' ').Select(name => snapshot.FindConnection(name)!.BaseUrl!.Host.Split('.')[0]));
    }

    [Theory]
    [InlineData("cloudflare-workers-ai", """{"accountId": "acme"}""", "https://api.cloudflare.com/client/v4/accounts/acme/ai/v1")]
    [InlineData("snowflake-cortex", """{"account": "acme"}""", "https://acme.snowflakecomputing.com/api/v2/cortex/v1")]
    public void So_does_what_OpenCode_asked_for(string provider, string metadata, string address)
    {
        var entries = $$$"""{"{{{provider}}}": {"type": "api", "key": "key-0123456789", "metadata": {{{metadata}}}}}""";
        var snapshot = Build($"version: 2\ncredentials: {{opencode: true}}\nproviders: [{{name: it, type: {provider}}}]\n", new() { ["OPENCODE_AUTH_CONTENT"] = entries });

        Assert.Equal(address, snapshot.FindConnection("it")!.BaseUrl!.AbsoluteUri);
    }

    [Theory]
    [InlineData(null, "of-the-file")]
    [InlineData("chosen", "chosen")]
    public void A_Google_credential_s_own_project_serves_where_none_was_chosen(string? chosen, string project)
    {
        var folder = Directory.CreateTempSubdirectory("weir-gcp-");
        try
        {
            var file = Path.Combine(folder.FullName, "account.json");
            File.WriteAllText(file, """{"type": "service_account", "project_id": "of-the-file", "client_email": "a@example.com", "private_key": "none"}""");
            var variables = new Dictionary<string, string>();
            if (chosen is not null)
            {
                variables["GOOGLE_VERTEX_PROJECT"] = chosen;
            }

            var snapshot = Build($"version: 2\nproviders: [{{name: it, type: google-vertex, auth_method: gcp, auth: {{credentials_file: '{file}'}}}}]\n", variables);
            var found = Assert.IsType<Resolution.Found>(snapshot.Models.Resolve("it/gemini-2.5-pro", []));
            Assert.Contains($"/projects/{project}/", found.Targets[0].Wires.Wires[0].BaseUrl.AbsoluteUri, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> SignatureAsync(RoutingSnapshot snapshot, string connection)
    {
        var at = snapshot.FindConnection(connection)!;
        using var request = new HttpRequestMessage(HttpMethod.Post, at.BaseUrl + "model/m/converse") { Content = new StringContent("{}") };
        await at.Auth.SignAsync(request, TestContext.Current.CancellationToken);
        return request.Headers.NonValidated["Authorization"].ToString();
    }

    private ValueTask KeepAsync(string connection, string provider, Dictionary<string, string> facts) => _vault.WriteAsync(
        connection, new StoredCredential { Method = "api", Provider = provider, Access = new Secret("key-0123456789"), Facts = facts }, TestContext.Current.CancellationToken);

    private RoutingSnapshot Build(string text, Dictionary<string, string> environment)
    {
        Func<string, string?> look = environment.GetValueOrDefault;
        var auth = new AuthMethods(
            [new ApiKeyMethodKind(_vault, new OpenCodeAuth(look)), new NoneMethodKind(), new AwsMethodKind(TimeProvider.System), new GoogleMethodKind(TimeProvider.System, new SocketsHttpHandler())],
            _vault);
        return new SnapshotBuilder(ConfigText.Catalog, look, auth).Build(ConfigText.Good(text, environment), 1);
    }
}

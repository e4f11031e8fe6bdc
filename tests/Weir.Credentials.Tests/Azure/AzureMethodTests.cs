using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Weir.Credentials.Azure;
using Weir.Credentials.Tests.Clouds;

namespace Weir.Credentials.Tests.Azure;

[Collection(nameof(ProcessEnvironmentCollection))]
public sealed class AzureMethodTests : IAsyncLifetime
{
    private const string OpenAi = "https://res.openai.azure.com/openai/v1/responses";
    private const string Foundry = "https://res.services.ai.azure.com/models/chat/completions";
    private const string Tenant = "11111111-2222-3333-4444-555555555555";
    private readonly ProcessEnvironment _process;
    private StandIn _entra = null!;

    public AzureMethodTests(ProcessEnvironment process) => _process = process;

    // Tokens that managed identities gave are kept in the process by the library: each test asks as another client.
    private readonly string _client = Guid.NewGuid().ToString();

    public async ValueTask InitializeAsync()
    {
        _entra = await StandIn.StartAsync();
        _entra.Answers = static _ => new StandIn.Answer(200, """{"token_type":"Bearer","expires_in":3600,"ext_expires_in":3600,"access_token":"eyJ0-entra-token-0001"}""");
        foreach (var name in new[] { "IDENTITY_ENDPOINT", "IDENTITY_HEADER", "MSI_ENDPOINT", "IMDS_ENDPOINT", "AZURE_CLIENT_ID", "AZURE_TENANT_ID" })
        {
            _process.Set(name, null);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Set("IDENTITY_ENDPOINT", null);
        _process.Set("IDENTITY_HEADER", null);
        _process.Remove("az");
        _process.Remove("azd");
        await _entra.DisposeAsync();
    }

    [Fact]
    public async Task ServicePrincipal_ShowsItsSecret_ForTheScopeOfTheHost()
    {
        var method = Make(Principal);
        Assert.Equal("Azure service principal " + _client, method.Source);
        Assert.Null(method.Masked);
        using var first = await method.SignAsync(OpenAi);
        using var second = await method.SignAsync(OpenAi);
        using var foundry = await method.SignAsync(Foundry);

        Assert.Equal("Bearer eyJ0-entra-token-0001", first.Authorization());
        Assert.Equal("eyJ...0001", method.Masked);
        Assert.InRange(method.ExpiresAt!.Value, TimeProvider.System.GetUtcNow().AddMinutes(55), TimeProvider.System.GetUtcNow().AddMinutes(61));
        var asked = _entra.Calls.Where(static call => call.Path.Contains("/token", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, asked.Count);
        Assert.All(asked, static call => Assert.Contains(Tenant, call.Path, StringComparison.Ordinal));
        Assert.Contains("client_secret=s3cret", asked[0].Body, StringComparison.Ordinal);
        Assert.Contains("cognitiveservices.azure.com", asked[0].Body, StringComparison.Ordinal);
        Assert.Contains("ai.azure.com", asked[1].Body, StringComparison.Ordinal);
        Assert.DoesNotContain("cognitiveservices", asked[1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServicePrincipal_ShowsItsCertificate()
    {
        using var key = RSA.Create(2048);
        var asked = new CertificateRequest("CN=weir", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = asked.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        var file = _process.Folder.Write("principal.pem", certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem());
        var method = Make(new() { ["AZURE_TENANT_ID"] = Tenant, ["AZURE_CLIENT_ID"] = _client, ["AZURE_CLIENT_CERTIFICATE_PATH"] = file });
        using var request = await method.SignAsync(OpenAi);
        Assert.Equal("Bearer eyJ0-entra-token-0001", request.Authorization());
        Assert.Contains("client_assertion=eyJ", _entra.Calls.Last().Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AuthorityAndScope_CanBeOthers()
    {
        var method = Make(new(Principal) { ["AZURE_AUTHORITY_HOST"] = "https://login.microsoftonline.us/" }, new AuthSettings { Scope = "api://gateway/.default" });
        using var request = await method.SignAsync(OpenAi);
        var asked = _entra.Calls.Last(static call => call.Path.Contains("/token", StringComparison.Ordinal));
        Assert.Equal("login.microsoftonline.us", asked.Host);
        Assert.Contains("api%3A%2F%2Fgateway%2F.default", asked.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WorkloadIdentity_ShowsThePlatformsToken()
    {
        var method = Make(new() { ["AZURE_TENANT_ID"] = Tenant, ["AZURE_CLIENT_ID"] = _client, ["AZURE_FEDERATED_TOKEN_FILE"] = _process.Folder.Write("azure-token", "platform-jwt") });
        using var request = await method.SignAsync(OpenAi);
        Assert.Equal("Bearer eyJ0-entra-token-0001", request.Authorization());
        Assert.Contains("client_assertion=platform-jwt", _entra.Calls.Last(static call => call.Path.Contains("/token", StringComparison.Ordinal)).Body, StringComparison.Ordinal);
        Assert.Equal("Azure workload identity " + _client, method.Source);
    }

    [Fact]
    public async Task ManagedIdentity_OfAnAppService()
    {
        _process.Set("IDENTITY_ENDPOINT", new Uri(_entra.Address, "/msi/token").ToString());
        _process.Set("IDENTITY_HEADER", "identity-header");
        var end = TimeProvider.System.GetUtcNow().AddHours(8).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        _entra.Answers = _ => new StandIn.Answer(200, $$"""{"access_token":"eyJ0-managed-token-01","expires_on":"{{end}}","resource":"https://cognitiveservices.azure.com","token_type":"Bearer"}""");
        var method = Make(new() { ["IDENTITY_ENDPOINT"] = "as the process says", ["AZURE_CLIENT_ID"] = _client });
        using var request = await method.SignAsync(OpenAi);
        Assert.Equal("Bearer eyJ0-managed-token-01", request.Authorization());
        Assert.Equal("Azure managed identity", method.Source);
        var asked = Assert.Single(_entra.Calls);
        Assert.StartsWith("/msi/token", asked.Path, StringComparison.Ordinal);
        Assert.Contains(_client, asked.Path, StringComparison.Ordinal);
        Assert.Equal("identity-header", asked.Headers["X-IDENTITY-HEADER"]);
    }

    [Fact]
    public async Task VirtualMachine_IsAskedAtTheEnd_ByItsMetadataService()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in program is a shell script.");
        SignOutOfPrograms();
        var end = TimeProvider.System.GetUtcNow().AddHours(8).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        _entra.Answers = call => call.Path.StartsWith("/metadata/identity/oauth2/token", StringComparison.Ordinal) && call.Headers.ContainsKey("Metadata")
            ? new StandIn.Answer(200, $$"""{"access_token":"eyJ0-machine-token-01","expires_on":"{{end}}","resource":"x","token_type":"Bearer"}""")
            : new StandIn.Answer(400, """{"error":"invalid_request"}""");
        var method = Make(new() { ["AZURE_CLIENT_ID"] = _client });
        using var request = await method.SignAsync(OpenAi);
        Assert.Equal("Bearer eyJ0-machine-token-01", request.Authorization());
        Assert.Equal("169.254.169.254", _entra.Calls.Last().Host);
        Assert.Equal("Azure managed identity", method.Source);
    }

    [Fact]
    public async Task AzureCli_IsAskedForTheTenantAndScope_Once()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in program is a shell script.");
        var log = Path.Combine(_process.Folder.Path, "az.log");
        File.Delete(log);
        var end = TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        _process.Install("az", $$"""
            echo "$@" >> {{log}}
            echo '{"accessToken":"eyJ0-cli-token-000001","expiresOn":"2099-01-01 00:00:00.000000","expires_on":{{end}},"tokenType":"Bearer"}'
            """);
        var method = Make(settings: new AuthSettings { Tenant = Tenant });
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            using var request = await method.SignAsync(OpenAi);
            Assert.Equal("Bearer eyJ0-cli-token-000001", request.Authorization());
        }));
        Assert.Equal("Azure CLI", method.Source);
        var line = Assert.Single(await File.ReadAllLinesAsync(log, TestContext.Current.CancellationToken));
        Assert.Contains("account get-access-token", line, StringComparison.Ordinal);
        Assert.Contains("cognitiveservices.azure.com", line, StringComparison.Ordinal);
        Assert.Contains(Tenant, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AzureDeveloperCli_IsAsked_WhereTheAzureCliIsSignedOut()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in program is a shell script.");
        SignOutOfPrograms();
        _process.Install("azd", """echo '{"token":"eyJ0-azd-token-000001","expiresOn":"2099-01-01T00:00:00Z"}'""");
        var method = Make();
        using var request = await method.SignAsync(OpenAi);
        Assert.Equal("Bearer eyJ0-azd-token-000001", request.Authorization());
        Assert.Equal("Azure Developer CLI", method.Source);
        Assert.Empty(_entra.Calls);
    }

    [Fact]
    public async Task NothingSignedIn_SaysWhatToDo()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in program is a shell script.");
        SignOutOfPrograms();
        _entra.Answers = static _ => new StandIn.Answer(400, """{"error":"invalid_request","error_description":"Identity not found"}""");
        var method = Make(new() { ["AZURE_CLIENT_ID"] = _client });
        var failure = await Assert.ThrowsAsync<CredentialException>(() => method.SignAsync(OpenAi));
        Assert.Equal(CredentialFailure.SignInNeeded, failure.Kind);
        Assert.Contains("az login", failure.Action, StringComparison.Ordinal);
        Assert.Equal(AuthState.SignInAgain, method.State);
    }

    [Fact]
    public async Task RefusedServicePrincipal_AsksForSignIn_AndShowsNoSecret()
    {
        _entra.Answers = static _ => new StandIn.Answer(401, """{"error":"invalid_client","error_description":"AADSTS7000222: The provided client secret keys are expired.","error_codes":[7000222]}""");
        var failure = await Assert.ThrowsAsync<CredentialException>(() => Make(Principal).SignAsync(OpenAi));
        Assert.Equal(CredentialFailure.SignInNeeded, failure.Kind);
        Assert.DoesNotContain("s3cret", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefreshedByHand_TheNextTokenSigns_AndTheOldOneIsReplaceable()
    {
        var number = 0;
        _entra.Answers = _ => new StandIn.Answer(200, $$"""{"token_type":"Bearer","expires_in":3600,"access_token":"eyJ0-entra-token-{{Interlocked.Increment(ref number)}}"}""");
        var method = Make(Principal);
        using var old = await method.SignAsync(OpenAi);
        await method.RefreshAsync(TestContext.Current.CancellationToken);
        using var refused = old.Refuse(HttpStatusCode.Unauthorized);
        Assert.True(await method.RenewAsync(refused, TestContext.Current.CancellationToken));
        using var next = await method.SignAsync(OpenAi);
        Assert.NotEqual(old.Authorization(), next.Authorization());
        Assert.Equal(next.Authorization()[^1..], number.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task EntraInTrouble_IsUnavailable()
    {
        _entra.Answers = static _ => new StandIn.Answer(503, """{"error":"temporarily_unavailable"}""");
        var failure = await Assert.ThrowsAsync<CredentialException>(() => Make(Principal).SignAsync(OpenAi));
        Assert.Equal(CredentialFailure.Unavailable, failure.Kind);
    }

    [Fact]
    public void HasHints_SeesVariablesAndFiles()
    {
        using var folder = new TemporaryFolder();
        Assert.False(AzureMethodKind.HasHints(name => name == "HOME" ? folder.Path : null));
        Assert.False(AzureMethodKind.HasHints(static name => name == "AZURE_CLIENT_ID" ? "x" : null));
        Assert.True(AzureMethodKind.HasHints(name => Principal.GetValueOrDefault(name)));
        folder.Write(".azure/azureProfile.json", "{}");
        Assert.True(AzureMethodKind.HasHints(name => name == "HOME" ? folder.Path : null));
    }

    private Dictionary<string, string> Principal => new() { ["AZURE_TENANT_ID"] = Tenant, ["AZURE_CLIENT_ID"] = _client, ["AZURE_CLIENT_SECRET"] = "s3cret" };

    private IAuthMethod Make(Dictionary<string, string>? variables = null, AuthSettings? settings = null) =>
        new AzureMethodKind(TimeProvider.System, _entra.Reroute()).Create(CloudOrders.Order(variables, settings)).Method;

    private void SignOutOfPrograms()
    {
        _process.Install("az", "echo 'ERROR: Please run az login to setup account.' >&2; exit 1");
        _process.Install("azd", "echo 'ERROR: not logged in, run `azd auth login` to login' >&2; exit 1");
    }
}

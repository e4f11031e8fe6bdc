using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Weir.Credentials.Google;
using Weir.Credentials.Tests.Clouds;

namespace Weir.Credentials.Tests.Google;

public sealed class GoogleMethodTests : IAsyncLifetime
{
    private const string Vertex = "https://us-central1-aiplatform.googleapis.com/v1/projects/p/locations/us-central1/publishers/google/models/g:generateContent";
    private readonly TemporaryFolder _folder = new();
    private StandIn _google = null!;

    public async ValueTask InitializeAsync()
    {
        _google = await StandIn.StartAsync();
        _google.Answers = static _ => new StandIn.Answer(200, """{"access_token":"ya29.0123456789abcdef","expires_in":3600,"token_type":"Bearer"}""");
    }

    public async ValueTask DisposeAsync()
    {
        await _google.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task ServiceAccount_SignsAnAssertion_AndTellsWhoItIs()
    {
        using var rsa = RSA.Create(2048);
        var method = Make(settings: new AuthSettings { CredentialsFile = ServiceAccount(rsa) });
        Assert.Equal("Google service account bot@proj.iam.gserviceaccount.com", method.Source);
        Assert.Equal("proj", method.Facts["project_id"]);
        Assert.Null(method.Masked);
        Assert.Empty(_google.Calls);

        using var request = await method.SignAsync(Vertex);

        Assert.Equal("Bearer ya29.0123456789abcdef", request.Authorization());
        Assert.Equal("ya2...cdef", method.Masked);
        Assert.InRange(method.ExpiresAt!.Value, TimeProvider.System.GetUtcNow().AddMinutes(55), TimeProvider.System.GetUtcNow().AddMinutes(61));
        var asked = Assert.Single(_google.Calls);
        Assert.Equal("oauth2.googleapis.com", asked.Host);
        var assertion = Form(asked.Body)["assertion"].Split('.');
        Assert.True(rsa.VerifyData(Encoding.ASCII.GetBytes(assertion[0] + "." + assertion[1]), Decode(assertion[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        using var claims = JsonDocument.Parse(Decode(assertion[1]));
        Assert.Equal("bot@proj.iam.gserviceaccount.com", claims.RootElement.GetProperty("iss").GetString());
        Assert.Equal("https://www.googleapis.com/auth/cloud-platform", claims.RootElement.GetProperty("scope").GetString());
    }

    [Fact]
    public async Task ManyRequests_MakeOneToken()
    {
        var method = Make(settings: new AuthSettings { CredentialsFile = User() });
        await Task.WhenAll(Enumerable.Range(0, 100).Select(async _ =>
        {
            using var request = await method.SignAsync(Vertex);
            Assert.Equal("Bearer ya29.0123456789abcdef", request.Authorization());
        }));
        Assert.Single(_google.Calls);
    }

    [Fact]
    public async Task UserSignIn_OfGcloud_IsFoundInItsPlace_AndChargesItsQuotaProject()
    {
        var method = Make(new() { ["CLOUDSDK_CONFIG"] = Path.GetDirectoryName(User())! });
        using var request = await method.SignAsync(Vertex);
        Assert.Equal("quota-proj", request.Headers.GetValues("x-goog-user-project").Single());
        var form = Form(Assert.Single(_google.Calls).Body);
        Assert.Equal("refresh_token", form["grant_type"]);
        Assert.Equal("1//refresh", form["refresh_token"]);
        Assert.StartsWith("Google user sign-in", method.Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WorkloadIdentity_ExchangesThePlatformsToken()
    {
        var token = _folder.Write("token", "platform-jwt");
        var file = _folder.Write("wif.json", $$"""
            {"type":"external_account","audience":"//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/x",
             "subject_token_type":"urn:ietf:params:oauth:token-type:jwt","token_url":"https://sts.googleapis.com/v1/token","credential_source":{"file":{{JsonString(token)}} } }
            """);
        var method = Make(new() { ["GOOGLE_APPLICATION_CREDENTIALS"] = file });
        using var request = await method.SignAsync(Vertex);
        Assert.Equal("Bearer ya29.0123456789abcdef", request.Authorization());
        var asked = Assert.Single(_google.Calls);
        Assert.Equal("sts.googleapis.com", asked.Host);
        Assert.Equal("platform-jwt", Form(asked.Body)["subject_token"]);
        Assert.StartsWith("Google workload identity", method.Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MetadataServer_IsAsked_WhereNoFileIs()
    {
        var method = Make(new() { ["GCE_METADATA_HOST"] = "metadata.example" });
        Assert.Equal("Google metadata server", method.Source);
        using var request = await method.SignAsync(Vertex);
        Assert.Equal("Bearer ya29.0123456789abcdef", request.Authorization());
        var asked = _google.Calls.Last();
        Assert.Equal("metadata.example", asked.Host);
        Assert.StartsWith("/computeMetadata/v1/instance/service-accounts/default/token", asked.Path, StringComparison.Ordinal);
        Assert.Equal("Google", asked.Headers["Metadata-Flavor"]);
    }

    [Fact]
    public async Task EndedUserSignIn_AsksForSignIn_AndTheStateSaysSo()
    {
        _google.Answers = static _ => new StandIn.Answer(400, """{"error":"invalid_grant","error_description":"Token has been expired or revoked."}""");
        var method = Make(settings: new AuthSettings { CredentialsFile = User() });
        var failure = await Assert.ThrowsAsync<CredentialException>(() => method.SignAsync(Vertex));
        Assert.Equal(CredentialFailure.SignInNeeded, failure.Kind);
        Assert.Contains("gcloud auth application-default login", failure.Action, StringComparison.Ordinal);
        Assert.DoesNotContain("1//refresh", failure.ToString(), StringComparison.Ordinal);
        Assert.Equal(AuthState.SignInAgain, method.State);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{}")]
    [InlineData("not json")]
    public async Task AFileThatCantBeUsed_IsAMisconfiguration(string? text)
    {
        var path = text is null ? Path.Combine(_folder.Path, "missing.json") : _folder.Write("bad.json", text);
        var failure = await Assert.ThrowsAsync<CredentialException>(() => Make(settings: new AuthSettings { CredentialsFile = path }).SignAsync(Vertex));
        Assert.Equal(CredentialFailure.Misconfigured, failure.Kind);
        Assert.Contains(path, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoMetadataServer_SaysWhatToDo()
    {
        _google.Answers = static _ => new StandIn.Answer(404, "not here", "text/html");
        var failure = await Assert.ThrowsAsync<CredentialException>(() => Make().SignAsync(Vertex));
        Assert.Equal(CredentialFailure.SignInNeeded, failure.Kind);
        Assert.Contains("gcloud auth application-default login", failure.Action, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefusedToken_IsFetchedAnew_Once()
    {
        var time = new CloudTime();
        var number = 0;
        _google.Answers = _ => new StandIn.Answer(200, $$"""{"access_token":"ya29.token-number-{{Interlocked.Increment(ref number)}}","expires_in":999999999,"token_type":"Bearer"}""");
        var method = Make(settings: new AuthSettings { CredentialsFile = User() }, time: time);
        using var request = await method.SignAsync(Vertex);
        time.Advance(TimeSpan.FromMinutes(1));
        using var forbidden = request.Refuse();
        Assert.False(await method.RenewAsync(forbidden, TestContext.Current.CancellationToken));
        using var refused = request.Refuse(HttpStatusCode.Unauthorized);
        Assert.True(await method.RenewAsync(refused, TestContext.Current.CancellationToken));
        await method.SignAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal("Bearer ya29.token-number-2", request.Authorization());
        Assert.Equal(2, number);
    }

    [Fact]
    public void HasHints_SeesVariablesAndGcloudsFile()
    {
        Assert.False(GoogleMethodKind.HasHints(static _ => null));
        Assert.True(GoogleMethodKind.HasHints(static name => name == "GOOGLE_APPLICATION_CREDENTIALS" ? "/x" : null));
        Assert.False(GoogleMethodKind.HasHints(name => name == "CLOUDSDK_CONFIG" ? _folder.Path : null));
        User();
        Assert.True(GoogleMethodKind.HasHints(name => name == "CLOUDSDK_CONFIG" ? _folder.Path : null));
    }

    private IAuthMethod Make(Dictionary<string, string>? variables = null, AuthSettings? settings = null, TimeProvider? time = null) =>
        new GoogleMethodKind(time ?? TimeProvider.System, _google.Reroute()).Create(CloudOrders.Order(variables, settings)).Method;

    private string User() => _folder.Write(
        "application_default_credentials.json",
        """{"type":"authorized_user","client_id":"c.apps.googleusercontent.com","client_secret":"s","refresh_token":"1//refresh","quota_project_id":"quota-proj"}""");

    private string ServiceAccount(RSA rsa) => _folder.Write("sa.json", $$"""
        {"type":"service_account","project_id":"proj","private_key_id":"k","private_key":{{JsonString(rsa.ExportPkcs8PrivateKeyPem())}},
         "client_email":"bot@proj.iam.gserviceaccount.com","client_id":"1","token_uri":"https://oauth2.googleapis.com/token"}
        """);

    private static string JsonString(string text) => "\"" + JsonEncodedText.Encode(text) + "\"";

    private static Dictionary<string, string> Form(string body) => body.Split('&')
        .Select(static pair => pair.Split('=', 2))
        .ToDictionary(static pair => Uri.UnescapeDataString(pair[0]), static pair => Uri.UnescapeDataString(pair[1]));

    private static byte[] Decode(string part) => System.Buffers.Text.Base64Url.DecodeFromChars(part);
}

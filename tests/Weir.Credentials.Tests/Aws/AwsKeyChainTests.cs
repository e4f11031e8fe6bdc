using Weir.Credentials.Aws;
using Weir.Credentials.Tests.Clouds;

namespace Weir.Credentials.Tests.Aws;

[Collection(nameof(ProcessEnvironmentCollection))]
public sealed class AwsKeyChainTests : IDisposable
{
    private const string Bedrock = "https://bedrock-runtime.eu-west-1.amazonaws.com/model/m/converse";
    private static readonly DateTimeOffset End = new(TimeProvider.System.GetUtcNow().AddHours(6).Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero);

    // The CLI names the file by the SHA-1 of the session's name, "corp".
    private const string SsoCacheName = ".aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json";
    private readonly ProcessEnvironment _process;

    public AwsKeyChainTests(ProcessEnvironment process)
    {
        _process = process;
        _process.Server.Calls.Clear();
    }

    private string SsoCache => Path.Combine(_process.Folder.Path, SsoCacheName);

    public void Dispose()
    {
        File.WriteAllText(_process.AwsConfig, "");
        foreach (var name in new[] { "AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_CONTAINER_AUTHORIZATION_TOKEN" })
        {
            _process.Set(name, null);
        }
    }

    [Fact]
    public async Task Profile_OfTheCredentialsFileOfTheConnection()
    {
        var file = _process.Folder.Write("other-credentials", "[work]\naws_access_key_id = AKIAPROFILEEXAMPLE\naws_secret_access_key = secret\n");
        var method = Make(new() { ["AWS_SHARED_CREDENTIALS_FILE"] = file, ["AWS_PROFILE"] = "work" });
        using var request = await method.SignAsync(Bedrock);
        Assert.Contains("Credential=AKIAPROFILEEXAMPLE/", request.Authorization(), StringComparison.Ordinal);
        Assert.Equal("AWS profile work", method.Source);
        Assert.Equal("AKI...MPLE", method.Masked);
        Assert.Null(method.ExpiresAt);
    }

    [Fact]
    public async Task Profile_ThatIsNotThere_IsNamed()
    {
        var failure = await Assert.ThrowsAsync<CredentialException>(() => Make(settings: new AuthSettings { Profile = "nowhere" }).SignAsync(Bedrock));
        Assert.Equal(CredentialFailure.Misconfigured, failure.Kind);
        Assert.Contains("nowhere", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SsoProfile_TradesTheSignInForKeys()
    {
        SignInToSso(TimeProvider.System.GetUtcNow().AddHours(1));
        _process.Server.Answers = call => call.Path.StartsWith("/federation/credentials", StringComparison.Ordinal)
            ? new StandIn.Answer(200, $$"""{"roleCredentials":{"accessKeyId":"ASIASSO0000000000001","secretAccessKey":"s","sessionToken":"sso-session","expiration":{{End.ToUnixTimeMilliseconds()}} } }""")
            : new StandIn.Answer(404, "{}");
        var method = Make(settings: new AuthSettings { Profile = "sso-work" });
        using var request = await method.SignAsync(Bedrock);
        Assert.Contains("Credential=ASIASSO0000000000001/", request.Authorization(), StringComparison.Ordinal);
        Assert.Equal("sso-session", request.Headers.GetValues("X-Amz-Security-Token").Single());
        var asked = Assert.Single(_process.Server.Calls);
        Assert.Contains("role_name=Developer", asked.Path, StringComparison.Ordinal);
        Assert.Equal("sso-access-token", asked.Headers["x-amz-sso_bearer_token"]);
        // The SDK takes a minute off for safety.
        Assert.InRange(method.ExpiresAt!.Value, End.AddMinutes(-5), End);
    }

    [Fact]
    public async Task SsoProfile_WhoseSignInEnded_SaysWhichCommandToRun()
    {
        SignInToSso(TimeProvider.System.GetUtcNow().AddHours(-1));
        var method = Make(settings: new AuthSettings { Profile = "sso-work" });
        var failure = await Assert.ThrowsAsync<CredentialException>(() => method.SignAsync(Bedrock));
        Assert.Equal(CredentialFailure.SignInNeeded, failure.Kind);
        Assert.Contains("aws sso login --profile sso-work", failure.Action, StringComparison.Ordinal);
        Assert.Equal(AuthState.SignInAgain, method.State);
    }

    [Fact]
    public async Task SsoProfile_WhoseTokenEnded_IsRenewed_WhereTheSignInAllowsIt()
    {
        SignInToSso(
            TimeProvider.System.GetUtcNow().AddHours(-1),
            """, "refreshToken":"sso-refresh-token","clientId":"registered","clientSecret":"s","registrationExpiresAt":"2099-01-01T00:00:00Z" """);
        _process.Server.Answers = static call => call.Path switch
        {
            "/token" => new StandIn.Answer(200, """{"accessToken":"renewed-access-token","refreshToken":"next-refresh-token","expiresIn":3600,"tokenType":"Bearer"}"""),
            _ => new StandIn.Answer(200, $$"""{"roleCredentials":{"accessKeyId":"ASIASSO0000000000002","secretAccessKey":"s","sessionToken":"t","expiration":{{End.ToUnixTimeMilliseconds()}} } }"""),
        };
        using var request = await Make(settings: new AuthSettings { Profile = "sso-work" }).SignAsync(Bedrock);
        Assert.Contains("Credential=ASIASSO0000000000002/", request.Authorization(), StringComparison.Ordinal);
        var calls = _process.Server.Calls.ToList();
        Assert.Contains("sso-refresh-token", calls[0].Body, StringComparison.Ordinal);
        Assert.Equal("renewed-access-token", calls[1].Headers["x-amz-sso_bearer_token"]);
        Assert.Contains("next-refresh-token", await File.ReadAllTextAsync(SsoCache, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProfileWithAProcess_RunsIt()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in program is a shell script.");
        _process.Install("vault-keys", """echo '{"Version":1,"AccessKeyId":"ASIAPROCESS000000001","SecretAccessKey":"s","SessionToken":"t","Expiration":"2099-01-01T00:00:00Z"}'""");
        await File.WriteAllTextAsync(_process.AwsConfig, "[profile vault]\ncredential_process = vault-keys\n", TestContext.Current.CancellationToken);
        using var request = await Make(settings: new AuthSettings { Profile = "vault" }).SignAsync(Bedrock);
        Assert.Contains("Credential=ASIAPROCESS000000001/", request.Authorization(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Container_IsAskedWithItsToken()
    {
        _process.Set("AWS_CONTAINER_CREDENTIALS_FULL_URI", new Uri(_process.Server.Address, "/ecs/creds").ToString());
        _process.Set("AWS_CONTAINER_AUTHORIZATION_TOKEN", "container-token");
        _process.Server.Answers = static call => call.Path == "/ecs/creds" ? new StandIn.Answer(200, KeysJson("ASIAECS0000000000001")) : new StandIn.Answer(404, "");
        var method = Make(new() { ["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = "as the process says" });
        using var request = await method.SignAsync(Bedrock);
        Assert.Contains("Credential=ASIAECS0000000000001/", request.Authorization(), StringComparison.Ordinal);
        Assert.Equal("container-token", Assert.Single(_process.Server.Calls).Headers["Authorization"]);
        Assert.Equal("AWS container role", method.Source);
        Assert.NotNull(method.ExpiresAt);
    }

    [Fact]
    public async Task Instance_IsAskedByTheSecondVersionOfItsService()
    {
        _process.Server.Answers = static call => (call.Method, call.Path) switch
        {
            ("PUT", "/latest/api/token") => new StandIn.Answer(200, "imds-token", "text/plain"),
            (_, "/latest/meta-data/iam/security-credentials/") => new StandIn.Answer(200, "node-role", "text/plain"),
            (_, "/latest/meta-data/iam/security-credentials/node-role") => new StandIn.Answer(200, KeysJson("ASIAIMDS000000000001")),
            (_, "/latest/meta-data/iam/info") => new StandIn.Answer(200, """{"Code":"Success","InstanceProfileArn":"arn:aws:iam::1:instance-profile/node-role","InstanceProfileId":"x"}"""),
            _ => new StandIn.Answer(404, ""),
        };
        var method = Make();
        using var request = await method.SignAsync(Bedrock);
        Assert.Contains("Credential=ASIAIMDS000000000001/", request.Authorization(), StringComparison.Ordinal);
        Assert.Equal("AWS instance role node-role", method.Source);
        Assert.All(_process.Server.Calls.Where(static call => call.Method == "GET"), static call => Assert.Equal("imds-token", call.Headers["X-aws-ec2-metadata-token"]));
    }

    [Fact]
    public async Task Role_IsTakenOn_WithTheKeysAtHand()
    {
        _process.Server.Answers = static call => new StandIn.Answer(200, StsAnswer("AssumeRole", "ASIAROLE000000000001"), "text/xml");
        var method = Make(
            new() { ["AWS_ACCESS_KEY_ID"] = "AKIAIOSFODNN7EXAMPLE", ["AWS_SECRET_ACCESS_KEY"] = "s", ["AWS_ENDPOINT_URL_STS"] = _process.Server.Address.ToString() },
            new AuthSettings { RoleArn = "arn:aws:iam::1:role/weir", Region = "eu-west-1" });
        Assert.Equal("AWS_ACCESS_KEY_ID (environment), role arn:aws:iam::1:role/weir", method.Source);
        using var request = await method.SignAsync(Bedrock);
        Assert.Contains("Credential=ASIAROLE000000000001/", request.Authorization(), StringComparison.Ordinal);
        var asked = Assert.Single(_process.Server.Calls);
        Assert.Contains("Action=AssumeRole", asked.Body, StringComparison.Ordinal);
        Assert.Contains("RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fweir", asked.Body, StringComparison.Ordinal);
        Assert.Contains("Credential=AKIAIOSFODNN7EXAMPLE/", asked.Headers["Authorization"], StringComparison.Ordinal);
        Assert.Contains("/eu-west-1/sts/", asked.Headers["Authorization"], StringComparison.Ordinal);
        Assert.Equal(End, method.ExpiresAt);
    }

    [Fact]
    public async Task WebIdentity_ShowsThePlatformsToken()
    {
        _process.Server.Answers = static call => new StandIn.Answer(200, StsAnswer("AssumeRoleWithWebIdentity", "ASIAWEB0000000000001"), "text/xml");
        var method = Make(new()
        {
            ["AWS_WEB_IDENTITY_TOKEN_FILE"] = _process.Folder.Write("web-token", "platform-jwt\n"),
            ["AWS_ROLE_ARN"] = "arn:aws:iam::1:role/pod",
            ["AWS_ENDPOINT_URL_STS"] = _process.Server.Address.ToString(),
        });
        using var request = await method.SignAsync(Bedrock);
        Assert.Contains("Credential=ASIAWEB0000000000001/", request.Authorization(), StringComparison.Ordinal);
        var asked = Assert.Single(_process.Server.Calls);
        Assert.Contains("WebIdentityToken=platform-jwt&", asked.Body + "&", StringComparison.Ordinal);
        Assert.False(asked.Headers.ContainsKey("Authorization"));
        Assert.Equal("AWS web identity", method.Source);
    }

    [Theory]
    [InlineData("AccessDenied", 403, CredentialFailure.Misconfigured)]
    [InlineData("ExpiredToken", 400, CredentialFailure.SignInNeeded)]
    public async Task RefusedRole_SaysWhy(string code, int status, CredentialFailure kind)
    {
        _process.Server.Answers = _ => new StandIn.Answer(status, $"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>no</Message></Error></ErrorResponse>", "text/xml");
        var method = Make(
            new() { ["AWS_ACCESS_KEY_ID"] = "AKIAIOSFODNN7EXAMPLE", ["AWS_SECRET_ACCESS_KEY"] = "top-secret-key", ["AWS_ENDPOINT_URL_STS"] = _process.Server.Address.ToString() },
            new AuthSettings { RoleArn = "arn:aws:iam::1:role/weir" });
        var failure = await Assert.ThrowsAsync<CredentialException>(() => method.SignAsync(Bedrock));
        Assert.Equal(kind, failure.Kind);
        Assert.DoesNotContain("top-secret-key", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProcessThatFails_SaysSo_AndNamesNoOtherSignIn()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in program is a shell script.");
        _process.Install("vault-locked", "echo locked >&2; exit 3");
        await File.WriteAllTextAsync(_process.AwsConfig, "[profile vault]\ncredential_process = vault-locked\n", TestContext.Current.CancellationToken);
        var failure = await Assert.ThrowsAsync<CredentialException>(() => Make(settings: new AuthSettings { Profile = "vault" }).SignAsync(Bedrock));
        Assert.Equal(CredentialFailure.SignInNeeded, failure.Kind);
        Assert.Contains("credential_process", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefusedTemporaryKeys_AreFetchedAnew()
    {
        var number = 0;
        _process.Server.Answers = _ => new StandIn.Answer(200, StsAnswer("AssumeRole", "ASIAROLE00000000000" + Interlocked.Increment(ref number)), "text/xml");
        var time = new CloudTime();
        var order = CloudOrders.Order(
            new() { ["AWS_ACCESS_KEY_ID"] = "AKIAIOSFODNN7EXAMPLE", ["AWS_SECRET_ACCESS_KEY"] = "s", ["AWS_ENDPOINT_URL_STS"] = _process.Server.Address.ToString() },
            new AuthSettings { RoleArn = "arn:aws:iam::1:role/weir" });
        var method = new AwsMethodKind(time).Create(order).Method;
        using var request = await method.SignAsync(Bedrock);
        Assert.Contains("Credential=ASIAROLE000000000001/", request.Authorization(), StringComparison.Ordinal);
        using var refused = request.Refuse();
        Assert.False(await method.RenewAsync(refused, TestContext.Current.CancellationToken));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(await method.RenewAsync(refused, TestContext.Current.CancellationToken));
        await method.SignAsync(request, TestContext.Current.CancellationToken);
        Assert.Contains("Credential=ASIAROLE000000000002/", request.Authorization(), StringComparison.Ordinal);
        Assert.Equal(2, number);
    }

    [Fact]
    public async Task NothingAtAll_SaysWhatToDo()
    {
        var failure = await Assert.ThrowsAsync<CredentialException>(() => Make(new() { ["AWS_EC2_METADATA_DISABLED"] = "true" }).SignAsync(Bedrock));
        Assert.Equal(CredentialFailure.SignInNeeded, failure.Kind);
        Assert.Contains("aws configure sso", failure.Action, StringComparison.Ordinal);
        Assert.Empty(_process.Server.Calls);
    }

    private static IAuthMethod Make(Dictionary<string, string>? variables = null, AuthSettings? settings = null) =>
        new AwsMethodKind(TimeProvider.System).Create(CloudOrders.Order(variables, settings)).Method;

    private static string KeysJson(string id) =>
        $$"""{"Code":"Success","Type":"AWS-HMAC","AccessKeyId":"{{id}}","SecretAccessKey":"s","Token":"t","LastUpdated":"2026-01-01T00:00:00Z","Expiration":"{{End:yyyy-MM-ddTHH:mm:ssZ}}"}""";

    private static string StsAnswer(string action, string id) =>
        $"""
        <{action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><{action}Result><Credentials><AccessKeyId>{id}</AccessKeyId><SecretAccessKey>s</SecretAccessKey>
        <SessionToken>session of {id}</SessionToken><Expiration>{End:yyyy-MM-ddTHH:mm:ssZ}</Expiration></Credentials></{action}Result></{action}Response>
        """;

    private void SignInToSso(DateTimeOffset until, string renewal = "")
    {
        File.WriteAllText(_process.AwsConfig, """
            [profile sso-work]
            sso_session = corp
            sso_account_id = 123456789012
            sso_role_name = Developer
            [sso-session corp]
            sso_region = us-east-1
            sso_start_url = https://corp.awsapps.com/start
            """);
        _process.Folder.Write(SsoCacheName, $$"""{"startUrl":"https://corp.awsapps.com/start","region":"us-east-1","accessToken":"sso-access-token","expiresAt":"{{until:yyyy-MM-ddTHH:mm:ssZ}}"{{renewal}}}""");
    }
}

using Weir.Catalog;
using Weir.Credentials.OAuth;
using Weir.Credentials.OAuth.Grants;
using Weir.Credentials.SignIn;

namespace Weir.Credentials.Tests.OAuth.Kit;

/// <summary>One sign-in under way against a server.</summary>
internal sealed class SignInRun : IAsyncDisposable
{
    private readonly OAuthClient _client;
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    private SignInRun(SignInFlow flow, TimeProvider time, bool mayListen, TimeSpan? timeout)
    {
        // Requests may take as long as the machine needs, however fast the clock runs.
        _client = new OAuthClient(new SocketsHttpHandler { AllowAutoRedirect = false }, time) { Timeout = timeout ?? TimeSpan.FromDays(1) };
        Attempt = new TestAttempt { Flow = flow, Provider = "acme", MayListen = mayListen, Fields = new Dictionary<string, string> { ["host"] = "id.acme.example" } };
        var endpoint = new TokenEndpoint(_client);
        ISignInGrant[] grants = [new AuthorizationCodeGrant(endpoint, time), new DeviceCodeGrant(_client, endpoint), new ImplicitGrant(endpoint, time), new OpenAiDeviceGrant(_client, endpoint)];
        Done = grants.Single(grant => grant.Grant == flow.Grant).RunAsync(Attempt, _stop.Token);
    }

    public TestAttempt Attempt { get; }

    /// <summary>The credential in the end.</summary>
    public Task<StoredCredential> Done { get; }

    public static SignInRun Start(SignInFlow flow, TimeProvider? time = null, bool mayListen = true, TimeSpan? timeout = null) =>
        new(flow, time ?? TimeProvider.System, mayListen, timeout);

    public Task CancelAsync() => _stop.CancelAsync();

    /// <summary>The credential; fails when it takes too long.</summary>
    public Task<StoredCredential> CredentialAsync() => Done.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

    /// <summary>The failure.</summary>
    public Task<CredentialException> FailureAsync() => Assert.ThrowsAsync<CredentialException>(CredentialAsync);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await Done;
        }
        catch (Exception e) when (e is OperationCanceledException or CredentialException)
        {
        }

        _stop.Dispose();
        _client.Dispose();
    }
}

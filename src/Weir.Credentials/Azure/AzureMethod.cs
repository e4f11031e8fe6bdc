using System.Collections.Concurrent;
using System.Net;
using Weir.Credentials.Clouds;

namespace Weir.Credentials.Azure;

/// <summary>Signs with Entra ID access tokens, one for each scope that the connection's hosts want.</summary>
internal sealed class AzureMethod(AuthOrder order, TimeProvider time, HttpMessageHandler handler) : IAuthMethod
{
    private const string CognitiveServices = "https://cognitiveservices.azure.com/.default";
    private const string Foundry = "https://ai.azure.com/.default";
    private const string FoundryHosts = ".services.ai.azure.com";

    private readonly ConcurrentDictionary<string, Renewed<CloudToken>> _tokens = new(StringComparer.Ordinal);

    public string Name => AzureMethodKind.Word;

    public string Source => _tokens.Values.Select(static token => token.Latest).FirstOrDefault(static token => token is not null)?.Source ?? Expected;

    public string? Masked => _tokens.Values.Select(static token => token.Latest?.Value.Masked).FirstOrDefault(static masked => masked is not null);

    public AuthState State => _tokens.Values.Any(static token => token.State == AuthState.SignInAgain) ? AuthState.SignInAgain : AuthState.Ready;

    public DateTimeOffset? ExpiresAt => _tokens.Values.Min(static token => token.EndsAt);

    private string Expected => AzureSources.HasServicePrincipal(order.Environment) ? "Azure service principal " + order.Environment.Read("AZURE_CLIENT_ID")
        : AzureSources.HasWorkloadIdentity(order.Environment) ? "Azure workload identity " + order.Environment.Read("AZURE_CLIENT_ID")
        : AzureSources.HasManagedIdentity(order.Environment) ? "Azure managed identity"
        : "Azure credential chain";

    public async ValueTask SignAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        (await TokenFor(request).GetAsync(cancellationToken)).PutOn(request);
    }

    public async ValueTask RefreshAsync(CancellationToken cancellationToken)
    {
        foreach (var token in _tokens.Values)
        {
            await token.RefreshAsync(cancellationToken);
        }
    }

    /// <summary>Fetches a new token after a 401. A 403 is about rights, which a new token would not have either.</summary>
    public ValueTask<bool> RenewAsync(HttpResponseMessage refused, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(refused);
        return refused is { StatusCode: HttpStatusCode.Unauthorized, RequestMessage: { } request }
            ? TokenFor(request).ReplaceAsync(token => token.IsOn(request), cancellationToken)
            : ValueTask.FromResult(false);
    }

    private Renewed<CloudToken> TokenFor(HttpRequestMessage request)
    {
        var scope = order.Settings.Scope
            ?? (request.RequestUri?.Host.EndsWith(FoundryHosts, StringComparison.OrdinalIgnoreCase) == true ? Foundry : CognitiveServices);
        return _tokens.GetOrAdd(scope, scope => new Renewed<CloudToken>(new AzureTokens(order, scope, handler).FetchAsync, static token => token.EndsAt, time));
    }
}

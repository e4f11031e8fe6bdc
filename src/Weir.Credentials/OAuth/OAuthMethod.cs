using System.Net;
using Weir.Catalog;
using Weir.Credentials.Methods;
using Weir.Credentials.Refresh;

namespace Weir.Credentials.OAuth;

/// <summary>Signs with the access token of a sign-in, which its keeper renews.</summary>
internal sealed class OAuthMethod : IAuthMethod
{
    private readonly TokenKeeper _keeper;
    private readonly TokenEndpoint _endpoint;
    private readonly SignInFlow _flow;
    private readonly string _placement;
    private readonly Renewal _renewal;
    private Signature? _latest;

    /// <param name="keeper">Keeps the connection's credential.</param>
    /// <param name="endpoint">Renews it.</param>
    /// <param name="flow">The flow that made it, its parts not filled in.</param>
    /// <param name="placement">One of <see cref="KeyPlacements"/>; those that carry no plain key make it a bearer token.</param>
    /// <param name="source">Where the credential is kept, for people.</param>
    public OAuthMethod(TokenKeeper keeper, TokenEndpoint endpoint, SignInFlow flow, string placement, string source)
    {
        (_keeper, _endpoint, _flow, _placement, Source) = (keeper, endpoint, flow, placement, source);
        _renewal = new Renewal(TimeSpan.FromSeconds(flow.RefreshEarly), RenewAsync);
    }

    public string Name => OAuthWords.Method;

    public string Source { get; }

    public string? Masked => _keeper.Current?.Access?.Masked;

    public AuthState State => _keeper.State;

    public DateTimeOffset? ExpiresAt => _keeper.Current?.ExpiresAt;

    /// <summary>The flow's address; null when it has none, or a part of it is not known.</summary>
    public Uri? BaseUrl =>
        _flow.BaseUrl is { } template && FlowTemplate.Fill(template, _flow, Facts, escaped: true) is { } filled && Uri.TryCreate(filled, UriKind.Absolute, out var url) ? url : null;

    public IReadOnlyDictionary<string, string> Facts => _keeper.Current?.Facts ?? StoredCredential.NoFacts;

    public IAuthMethod At(string placement) => placement == _placement ? this : new OAuthMethod(_keeper, _endpoint, _flow, placement, Source);

    public ValueTask SignAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var getting = _keeper.GetAsync(_renewal, cancellationToken);
        return getting.IsCompletedSuccessfully ? Sign(request, getting.Result, cancellationToken) : SignLaterAsync(getting);

        async ValueTask SignLaterAsync(ValueTask<StoredCredential> pending) => await Sign(request, await pending, cancellationToken);
    }

    public ValueTask RefreshAsync(CancellationToken cancellationToken) => _keeper.RefreshAsync(_renewal, cancellationToken);

    public ValueTask<bool> RenewAsync(HttpResponseMessage refused, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(refused);
        return refused.StatusCode == HttpStatusCode.Unauthorized && refused.RequestMessage is { } request
            ? _keeper.ReplaceAsync(_renewal, credential => Carries(request, credential), cancellationToken)
            : ValueTask.FromResult(false);
    }

    private ValueTask Sign(HttpRequestMessage request, StoredCredential credential, CancellationToken cancellationToken)
    {
        var signature = Volatile.Read(ref _latest);
        if (signature is null || !ReferenceEquals(signature.Of, credential))
        {
            signature = new Signature(credential, new ApiKeyMethod(credential.Access!, _placement, Source, Name), [.. FlowTemplate.Headers(_flow, credential.Facts)]);
            Volatile.Write(ref _latest, signature);
        }

        foreach (var (name, value) in signature.Headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return signature.Token.SignAsync(request, cancellationToken);
    }

    private Task<StoredCredential> RenewAsync(StoredCredential credential, CancellationToken cancellationToken) =>
        _endpoint.RefreshAsync(FlowTemplate.Fill(_flow, credential.Facts), credential, cancellationToken);

    private static bool Carries(HttpRequestMessage request, StoredCredential credential) =>
        credential.Access?.Reveal() is { } token
        && request.Headers.NonValidated.Any(header => header.Value.Any(value => value.EndsWith(token, StringComparison.Ordinal)));

    private sealed record Signature(StoredCredential Of, ApiKeyMethod Token, IReadOnlyList<KeyValuePair<string, string>> Headers)
    {
        public override string ToString() => nameof(Signature);
    }
}

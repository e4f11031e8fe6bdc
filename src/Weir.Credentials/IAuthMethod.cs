namespace Weir.Credentials;

/// <summary>How a connection signs in. One instance a connection; safe for concurrent calls.</summary>
public interface IAuthMethod
{
    /// <summary>The word in weir.yaml: <c>api</c>, <c>none</c>, <c>oauth</c>, ...</summary>
    string Name { get; }

    /// <summary>Where the credential comes from, for people: <c>OPENAI_API_KEY (environment)</c>, <c>weir.yaml:5</c>, <c>keychain</c>, ...</summary>
    string Source { get; }

    /// <summary>The credential masked for display, or null where there is none.</summary>
    string? Masked { get; }

    /// <summary>Whether it can sign now. Cheap; never asks anybody.</summary>
    AuthState State => AuthState.Ready;

    /// <summary>When the credential ends unless it is renewed; null when it doesn't, or nobody knows.</summary>
    DateTimeOffset? ExpiresAt => null;

    /// <summary>Where calls go with this sign-in instead of the provider's own address (a plan's backend, an enterprise host); null for the provider's own.</summary>
    Uri? BaseUrl => null;

    /// <summary>What the sign-in told that is no secret: <c>account_id</c>, <c>host</c>, a variable's value. Empty for most.</summary>
    IReadOnlyDictionary<string, string> Facts => StoredCredential.NoFacts;

    /// <summary>The same credential, put where another kind of call reads it; itself where it travels in one way only.</summary>
    /// <param name="placement">One of <see cref="Catalog.KeyPlacements"/>.</param>
    IAuthMethod At(string placement) => this;

    /// <summary>Puts the credential on a request. Completes synchronously when it is at hand.</summary>
    /// <exception cref="CredentialException">There is none to be had: it says what to do.</exception>
    ValueTask SignAsync(HttpRequestMessage request, CancellationToken cancellationToken);

    /// <summary>Renews the credential now, whatever its age, where it can be renewed.</summary>
    /// <exception cref="CredentialException">It was refused, or nobody could be asked.</exception>
    ValueTask RefreshAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Called when the provider answered 401 or 403 to what <see cref="SignAsync"/> signed: true when there is a new credential, worth one more try.</summary>
    /// <param name="refused">The answer, its body unread; with the request as it was signed.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<bool> RenewAsync(HttpResponseMessage refused, CancellationToken cancellationToken) => ValueTask.FromResult(false);
}

namespace Weir.Credentials;

/// <summary>How a connection signs in. One instance a connection; safe for concurrent calls.</summary>
public interface IAuthMethod
{
    /// <summary>The word in weir.yaml: <c>api</c>, <c>none</c>, <c>oauth</c>, ...</summary>
    string Name { get; }

    /// <summary>Where the credential comes from, for people: <c>OPENAI_API_KEY (environment)</c>, <c>weir.yaml:5</c>, ...</summary>
    string Source { get; }

    /// <summary>The credential masked for display, or null where there is none.</summary>
    string? Masked { get; }

    /// <summary>The same credential, put where another kind of call reads it; itself where it travels in one way only.</summary>
    /// <param name="placement">One of <see cref="Catalog.KeyPlacements"/>.</param>
    IAuthMethod At(string placement) => this;

    /// <summary>Puts the credential on a request. Completes synchronously when it is at hand.</summary>
    ValueTask SignAsync(HttpRequestMessage request, CancellationToken cancellationToken);
}

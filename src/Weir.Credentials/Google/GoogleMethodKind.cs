using Weir.Credentials.Clouds;

namespace Weir.Credentials.Google;

/// <summary><c>gcp</c>: Google's application default credentials. A key in weir.yaml is taken for an access token.</summary>
/// <param name="time">The clock tokens end by.</param>
/// <param name="handler">Carries the calls to token and metadata servers.</param>
public sealed class GoogleMethodKind(TimeProvider time, HttpMessageHandler handler) : IAuthMethodKind
{
    internal const string Word = "gcp";

    public string Name => Word;

    /// <summary>Whether this machine shows any sign of Google credentials: variables, or gcloud's file. Asks nobody; a metadata server doesn't show.</summary>
    public static bool HasHints(Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return environment.Has(GooglePlaces.FileVariable) || environment.Has(GooglePlaces.MetadataVariable) || File.Exists(GooglePlaces.WellKnown(environment));
    }

    public bool FindsByItself(AuthOrder order) => HasHints(order.Environment);

    public AuthChoice Create(AuthOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        return new AuthChoice(order.ConfigKey is { } key
            ? new FixedTokenMethod(Word, key, order.ConfigKeySource ?? "weir.yaml")
            : new GoogleMethod(order, time, handler));
    }
}

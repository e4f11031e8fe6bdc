namespace Weir.Credentials.Methods;

/// <summary>Stands where a connection has no credential that it could sign with; says why.</summary>
public sealed class UnavailableMethod(string name, string reason) : IAuthMethod
{
    public string Name { get; } = name;

    public string Source { get; } = reason;

    public string? Masked => null;

    public AuthState State => AuthState.Missing;

    public ValueTask SignAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        throw new CredentialException(CredentialFailure.SignInNeeded, "The connection has no credential.", Source);
}

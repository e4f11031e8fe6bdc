using Weir.Credentials;

namespace Weir.Routing.Sessions;

/// <summary>Signs with a session's key for as long as the session lives. A request that began before the end and tries once more after it is refused here.</summary>
internal sealed class SessionAuth(IAuthMethod method, Func<bool> isOver) : IAuthMethod
{
    public string Name => method.Name;

    public string Source => method.Source;

    public string? Masked => method.Masked;

    public AuthState State => method.State;

    public Uri? BaseUrl => method.BaseUrl;

    public IReadOnlyDictionary<string, string> Facts => method.Facts;

    public IAuthMethod At(string placement) => new SessionAuth(method.At(placement), isOver);

    public ValueTask SignAsync(HttpRequestMessage request, CancellationToken cancellationToken) => isOver()
        ? throw new CredentialException(CredentialFailure.SignInNeeded, "The test session is over.", "Make another one: weir sessions create PROVIDER --minutes N")
        : method.SignAsync(request, cancellationToken);
}

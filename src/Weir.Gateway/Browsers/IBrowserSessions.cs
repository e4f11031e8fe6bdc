using Weir.Gateway.Security;

namespace Weir.Gateway.Browsers;

/// <summary>Finds who is signed in with a cookie.</summary>
internal interface IBrowserSessions
{
    /// <summary>Who is behind a cookie; null when the session is over, unknown, or its key or user is no longer good.</summary>
    ValueTask<Caller?> FindAsync(string token, CancellationToken cancellationToken);
}

using Weir.Metering.Keys;

namespace Weir.Gateway.Browsers;

/// <summary>Finds who is signed in with a cookie.</summary>
internal interface IBrowserSessions
{
    /// <summary>The admin key behind a cookie; null when the session is over, unknown, or its key is no longer good.</summary>
    ValueTask<ClientKey?> FindAsync(string token, CancellationToken cancellationToken);
}

using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Weir.Credentials.Refresh;

/// <summary>The keepers of all connections: one each, however often a connection's method is made anew.</summary>
internal sealed class TokenKeepers(ICredentialVault vault, ICredentialLeases leases, TimeProvider time, ILogger<TokenKeeper> logger) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, TokenKeeper> _all = new(StringComparer.Ordinal);

    public TokenKeeper For(string connection) => _all.GetOrAdd(connection, name => new TokenKeeper(name, vault, leases, time, logger));

    public async ValueTask DisposeAsync()
    {
        foreach (var keeper in _all.Values)
        {
            await keeper.DisposeAsync();
        }
    }
}

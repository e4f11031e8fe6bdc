using Weir.Gateway.Admin.Browsers;
using Weir.Gateway.Browsers;
using Weir.Gateway.Security;

namespace Weir.Gateway.Admin.Work.Browsers;

/// <summary>Makes links to the console.</summary>
internal sealed class ConsoleWork(BrowserSessions sessions) : IConsoleAdmin
{
    public async Task<ConsoleLink> CreateConsoleLinkAsync(string? keyId, CancellationToken cancellationToken)
    {
        var (token, expiresAt) = await sessions.NewLinkAsync(keyId ?? LocalAdminToken.Key.Id, cancellationToken);
        return ConsoleLink.For(token, expiresAt);
    }
}

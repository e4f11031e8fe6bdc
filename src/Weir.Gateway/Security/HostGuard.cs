using System.Collections.Frozen;
using System.Net;
using Microsoft.AspNetCore.Http;
using Weir.Dialects.Errors;
using Weir.Gateway.Pipeline;

namespace Weir.Gateway.Security;

/// <summary>
/// Keeps web pages out of a gateway on loopback: a page can point its own host name at 127.0.0.1 (DNS rebinding) or post across origins, but it can't
/// hide the <c>Host</c> and <c>Origin</c> that the browser then sends.
/// </summary>
internal sealed class HostGuard(IEnumerable<string> allowedHosts, bool loopbackOnly)
{
    private readonly FrozenSet<string> _allowed = allowedHosts.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        if (loopbackOnly && !IsAllowed(http.Request.Host.Host))
        {
            return RefuseAsync(http, "Host");
        }

        if (http.Request.Headers.Origin is [{ } origin, ..] && !IsAllowedOrigin(origin, http.Request.Host.Host))
        {
            return RefuseAsync(http, "Origin");
        }

        return next(http);
    }

    private static Task RefuseAsync(HttpContext http, string header) =>
        ErrorAnswer.WriteAsync(
            http.Response,
            new WeirError(ErrorKind.NotAllowed, $"The request's {header} header names a host that this gateway does not answer for.", "Use http://127.0.0.1 or localhost, or add the host name to server.allow_hosts in weir.yaml."),
            http.RequestAborted);

    private bool IsAllowedOrigin(string origin, string ownHost) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && (IsAllowed(uri.IdnHost) || (!loopbackOnly && string.Equals(uri.Host, ownHost, StringComparison.OrdinalIgnoreCase)));

    private bool IsAllowed(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ||
        (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)) ||
        _allowed.Contains(host);
}

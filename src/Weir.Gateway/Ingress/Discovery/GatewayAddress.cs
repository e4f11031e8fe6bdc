using Microsoft.AspNetCore.Http;

namespace Weir.Gateway.Ingress.Discovery;

/// <summary>The gateway's address as the caller sees it.</summary>
internal static class GatewayAddress
{
    /// <summary>
    /// Scheme and host of the request, without a slash at the end. A proxy that ends TLS says so in <c>x-forwarded-proto</c>; whoever makes that
    /// header up deceives only the one who sent it.
    /// </summary>
    public static string Of(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var secure = request.IsHttps || string.Equals(request.Headers["x-forwarded-proto"], "https", StringComparison.OrdinalIgnoreCase);
        return $"{(secure ? "https" : "http")}://{request.Host.ToUriComponent()}";
    }
}

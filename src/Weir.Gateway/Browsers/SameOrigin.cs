using Microsoft.AspNetCore.Http;

namespace Weir.Gateway.Browsers;

/// <summary>
/// The antiforgery rule for requests that a cookie signs. It needs no state, so any node can hold it: a page of another origin can neither
/// send our header without asking first, nor hide where it comes from.
/// </summary>
internal static class SameOrigin
{
    /// <summary>The header that every change must carry; its value does not matter.</summary>
    public const string Header = "x-weir-console";

    /// <summary>Whether the request can come from the console's own pages only.</summary>
    public static bool Allows(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Headers.TryGetValue("Sec-Fetch-Site", out var site) && site != "same-origin")
        {
            return false;
        }

        return HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || request.Headers.ContainsKey(Header);
    }
}

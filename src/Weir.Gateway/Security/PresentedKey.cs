using Microsoft.AspNetCore.Http;
using Weir.Gateway.Sockets;

namespace Weir.Gateway.Security;

/// <summary>Finds the key in a request, in any of the five forms that clients use. A browser's WebSocket has its key among the subprotocols.</summary>
internal static class PresentedKey
{
    /// <summary>Whether the request has a key where only a program puts one.</summary>
    public static bool IsInHeader(HttpRequest request) =>
        request.Headers.Authorization.Count > 0 || request.Headers.ContainsKey("x-api-key") || request.Headers.ContainsKey("x-goog-api-key");

    public static ReadOnlySpan<char> Of(HttpRequest request)
    {
        var headers = request.Headers;
        if (headers.Authorization is [{ } authorization, ..] && authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return authorization.AsSpan(7).Trim();
        }

        if (headers.TryGetValue("x-api-key", out var value) || headers.TryGetValue("x-goog-api-key", out value))
        {
            return value.Count > 0 ? value[0].AsSpan().Trim() : default;
        }

        if (headers.SecWebSocketProtocol.Count > 0 && Subprotocols.Key(request) is { IsEmpty: false } key)
        {
            return key;
        }

        return request.QueryString.HasValue && request.Query.TryGetValue("key", out value) && value.Count > 0 ? value[0].AsSpan() : default;
    }
}

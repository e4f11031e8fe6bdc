using Microsoft.AspNetCore.Http;

namespace Weir.Gateway.Sockets;

/// <summary>
/// WebSocket subprotocols. A browser can't set headers on a WebSocket, so OpenAI's clients put the key (and account ids) among them; those are
/// read here and never passed on.
/// </summary>
internal static class Subprotocols
{
    private const string KeyPrefix = "openai-insecure-api-key.";

    private static readonly string[] Private = [KeyPrefix, "openai-organization.", "openai-project."];

    /// <summary>The key among the subprotocols; empty when there is none.</summary>
    public static ReadOnlySpan<char> Key(HttpRequest request)
    {
        foreach (var line in request.Headers.SecWebSocketProtocol)
        {
            foreach (var range in line.AsSpan().Split(','))
            {
                var one = line.AsSpan(range).Trim();
                if (one.StartsWith(KeyPrefix, StringComparison.Ordinal))
                {
                    return one[KeyPrefix.Length..];
                }
            }
        }

        return default;
    }

    /// <summary>Those that say what is spoken, in the client's order.</summary>
    public static IReadOnlyList<string> Spoken(HttpContext http) =>
        [.. http.WebSockets.WebSocketRequestedProtocols.Where(static offered => !Array.Exists(Private, prefix => offered.StartsWith(prefix, StringComparison.Ordinal))).Distinct(StringComparer.Ordinal)];
}

using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;

namespace Weir.Gateway.Upstream;

/// <summary>Which of a client's headers go upstream. All others stay here: credentials, cookies, addresses, and what is Weir's own.</summary>
internal static class RequestHeaders
{
    private static readonly FrozenSet<string> Forwarded = new[]
    {
        "Accept", "Accept-Language", "User-Agent", "OpenAI-Beta", "Anthropic-Beta", "Anthropic-Version", "Idempotency-Key", "Prefer", "X-Session-Affinity",
        "X-Parent-Session-Id", "HTTP-Referer", "X-Title", "X-Initiator",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Of these, those that mean something to one vendor only: they stay here when the request is translated.</summary>
    private static readonly FrozenSet<string> OfDialect = new[] { "Accept", "OpenAI-Beta", "Anthropic-Beta", "Anthropic-Version", "Prefer" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>What never goes upstream, not even by pass-through: credentials, the connection's own affairs, what names the client's machine.</summary>
    private static readonly FrozenSet<string> Kept = new[]
    {
        "Authorization", "X-Api-Key", "X-Goog-Api-Key", "Api-Key", "Cookie", "Host", "Connection", "Keep-Alive", "Proxy-Authorization", "Proxy-Connection", "TE", "Trailer",
        "Transfer-Encoding", "Upgrade", "Content-Length", "Content-Type", "Accept-Encoding", "Expect", "Forwarded", "Origin", "Referer", "Via", "X-Real-IP", "True-Client-IP", "CF-Connecting-IP", "Traceparent", "Tracestate", "Baggage",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Copies the headers that any provider may see; <paramref name="all"/> copies all but those that must stay, and without <paramref name="sameDialect"/> those of the client's dialect stay as well.</summary>
    public static void Copy(IHeaderDictionary from, HttpRequestMessage to, bool all, bool sameDialect)
    {
        foreach (var (name, values) in from)
        {
            if (all ? !Kept.Contains(name) && !IsPrivate(name) : Forwarded.Contains(name) && (sameDialect || !OfDialect.Contains(name)))
            {
                to.Headers.TryAddWithoutValidation(name, (string?)values);
            }
        }
    }

    private static bool IsPrivate(string name) =>
        name.StartsWith("x-weir-", StringComparison.OrdinalIgnoreCase) || name.StartsWith("x-forwarded-", StringComparison.OrdinalIgnoreCase) ||
        name.StartsWith("sec-", StringComparison.OrdinalIgnoreCase) || name.StartsWith(':');
}

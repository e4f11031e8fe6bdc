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

    public static void Copy(IHeaderDictionary from, HttpRequestMessage to)
    {
        foreach (var (name, values) in from)
        {
            if (Forwarded.Contains(name))
            {
                to.Headers.TryAddWithoutValidation(name, (string?)values);
            }
        }
    }
}

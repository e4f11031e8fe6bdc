using System.Collections.Frozen;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Weir.Gateway.Upstream;

/// <summary>Which of an upstream's headers the client sees. Cookies, connection handling and framing stay behind.</summary>
internal static class ResponseHeaders
{
    private static readonly FrozenSet<string> Forwarded = new[]
    {
        "Content-Type", "Content-Language", "Content-Disposition", "Retry-After", "Retry-After-Ms", "X-Should-Retry", "X-Request-Id", "Request-Id", "Deprecation", "Sunset", "Warning",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly string[] ForwardedPrefixes = ["x-ratelimit-", "openai-", "anthropic-", "azureml-", "x-groq-", "x-codex-", "x-ms-"];

    /// <summary>Copies what keeps its meaning in another dialect: limits, request ids and waits, but nothing about the body.</summary>
    public static void CopyNeutral(HttpResponseMessage from, IHeaderDictionary to)
    {
        ArgumentNullException.ThrowIfNull(from);
        Copy(from.Headers.NonValidated, to);
    }

    public static void Copy(HttpResponseMessage from, IHeaderDictionary to)
    {
        Copy(from.Headers.NonValidated, to);
        Copy(from.Content.Headers.NonValidated, to);
    }

    private static void Copy(HttpHeadersNonValidated from, IHeaderDictionary to)
    {
        foreach (var (name, values) in from)
        {
            if (Forwarded.Contains(name) || HasForwardedPrefix(name))
            {
                to[name] = values.Count == 1 ? new StringValues(values.ToString()) : new StringValues([.. values]);
            }
        }
    }

    private static bool HasForwardedPrefix(string name)
    {
        foreach (var prefix in ForwardedPrefixes)
        {
            if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}

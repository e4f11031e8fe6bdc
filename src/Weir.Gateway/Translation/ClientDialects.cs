using Microsoft.AspNetCore.Http;
using Weir.Catalog;

namespace Weir.Gateway.Translation;

/// <summary>Which dialect a client speaks, also where its request reached no operation.</summary>
internal static class ClientDialects
{
    /// <summary>The name of the dialect, by the route, else the path, else the headers that only one vendor's clients send.</summary>
    public static string Of(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<DialectMetadata>() is { } declared)
        {
            return declared.Dialect;
        }

        var path = http.Request.Path;
        return path.StartsWithSegments("/v1/messages", StringComparison.Ordinal) ? DialectNames.AnthropicMessages
            : path.StartsWithSegments("/v1/responses", StringComparison.Ordinal) ? DialectNames.OpenAiResponses
            : path.StartsWithSegments("/v1beta", StringComparison.Ordinal) ? DialectNames.Gemini
            : ByHeaders(http.Request);
    }

    /// <summary>The dialect of a vendor's SDK on a path that several vendors have.</summary>
    public static string ByHeaders(HttpRequest request) =>
        request.Headers.ContainsKey("x-goog-api-key") ? DialectNames.Gemini
        : request.Headers.ContainsKey("anthropic-version") ? DialectNames.AnthropicMessages
        : DialectNames.OpenAiChat;
}

/// <summary>Says which dialect the clients of an endpoint speak.</summary>
internal sealed record DialectMetadata(string Dialect);

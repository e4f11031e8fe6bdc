using System.Collections.Frozen;
using System.Text.Json;
using Weir.Catalog;
using Weir.Gateway.Pipeline;
using Weir.Routing.Configuration;

namespace Weir.Gateway.Caching;

/// <summary>What the cache makes of a request.</summary>
/// <param name="Digest">Names the request: two with the same name get the same answer. Null when the answer is neither looked up nor kept.</param>
/// <param name="Reads">False when the client wants a fresh answer.</param>
internal readonly record struct CacheRequest(string? Digest, bool Reads)
{
    /// <summary>A request that the cache leaves alone.</summary>
    private static readonly CacheRequest None = new(null, false);

    /// <summary>Members that say who asks, not what: the answer does not depend on them.</summary>
    private static readonly FrozenSet<string> Volatile = FrozenSet.Create(StringComparer.Ordinal, "user", "metadata", "safety_identifier", "prompt_cache_key", "prompt_cache_retention", "labels", "stream");

    /// <summary>An answer of Responses repeats such members: they count.</summary>
    private static readonly FrozenSet<string> OnlyStream = FrozenSet.Create(StringComparer.Ordinal, "stream");

    /// <summary>Members of Responses that refer to something outside the request.</summary>
    private static readonly string[] Referring = ["previous_response_id", "conversation", "background"];

    /// <summary>True for operations whose answers can be kept: conversations and embeddings.</summary>
    public static bool Concerns(Operation operation) => operation.Kind == OperationKind.Conversation || operation == Operations.Embeddings;

    /// <summary>Reads a request that is resolved.</summary>
    public static CacheRequest Of(RequestContext context, CacheConfig settings)
    {
        var wish = context.Http.Request.Headers.CacheControl.ToString();
        var isResponses = context.Operation.Dialect == DialectNames.OpenAiResponses;
        if (Says(wish, "no-store") || context.Header("x-weir-session") is not null || (isResponses && Refers(context.Body!.Memory)))
        {
            return None;
        }

        // An answer of Responses has an id that can be asked for: by its own key only.
        var scope = settings.IsShared && !isResponses ? "gateway" : context.Key.Id;
        var digest = RequestDigest.Of(
            context.Body!.Memory,
            isResponses ? OnlyStream : Volatile,
            "1",
            scope,
            context.Operation.Name,
            context.Operation.Dialect,
            context.ModelAsked,
            context.Stream ? context.AsJsonArray ? "array" : "stream" : "whole",
            context.IsStrict ? "strict" : null,
            context.Header("anthropic-version"),
            context.Header("anthropic-beta"),
            context.Header("openai-beta"),
            context.Header("x-weir-chain"),
            context.Header("x-weir-confirm"));
        return new CacheRequest(digest, !Says(wish, "no-cache"));
    }

    private static bool Says(string header, string directive)
    {
        foreach (var part in header.AsSpan().Split(','))
        {
            if (header.AsSpan(part).Trim().Equals(directive, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Refers(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return Referring.Any(name => document.RootElement.TryGetProperty(name, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.False));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Nested too deeply, or no object: not for the cache.
            return true;
        }
    }
}

namespace Weir.Dialects.Conversations;

/// <summary>What is said of the prompt cache for the whole request.</summary>
public sealed record CacheRequest
{
    /// <summary>Requests with one key are kept on one machine (<c>prompt_cache_key</c>).</summary>
    public string? Key { get; init; }

    /// <summary><c>prompt_cache_retention</c>, as it came.</summary>
    public string? Retention { get; init; }

    /// <summary>A mark on the request as a whole (Anthropic's top-level <c>cache_control</c>).</summary>
    public CacheMark? Mark { get; init; }

    /// <summary>The name of a cache made before (Gemini's <c>cachedContent</c>).</summary>
    public string? Name { get; init; }
}

/// <summary>Everything up to the part that carries this is to be cached (<c>cache_control</c>, <c>cachePoint</c>).</summary>
/// <param name="Ttl">How long, as the dialects write it: <c>5m</c>, <c>1h</c>; null is the provider's default.</param>
public sealed record CacheMark(string? Ttl = null)
{
    public Extras Extras { get; init; } = Extras.None;
}

namespace Weir.Gateway.Admin;

/// <summary>A model that a client may ask for. Zero limits mean unknown; a null price is unknown, which is not free.</summary>
public sealed record ModelEntry
{
    /// <summary><c>connection/model</c>.</summary>
    public required string Name { get; init; }

    public required string Connection { get; init; }

    /// <summary>Catalogue id of the provider.</summary>
    public required string Provider { get; init; }

    /// <summary>The model's name in words.</summary>
    public required string Title { get; init; }

    /// <summary>Short names of weir.yaml that stand for it.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Tokens.</summary>
    public long ContextLimit { get; init; }

    /// <summary>Tokens.</summary>
    public long OutputLimit { get; init; }

    public decimal? InputUsdPerMillion { get; init; }

    public decimal? OutputUsdPerMillion { get; init; }

    /// <summary>US dollars per million tokens in the usual mix of a conversation: three read for one written; null when a price is unknown.</summary>
    public decimal? BlendedUsdPerMillion { get; init; }

    public decimal? CachedReadUsdPerMillion { get; init; }

    public decimal? CachedWriteUsdPerMillion { get; init; }

    /// <summary><c>attachment</c>, <c>reasoning</c>, <c>toolCall</c>, <c>structuredOutput</c>, <c>temperature</c>, <c>openWeights</c>.</summary>
    public IReadOnlyList<string> Capabilities { get; init; } = [];

    public IReadOnlyList<string> InputModalities { get; init; } = [];

    public IReadOnlyList<string> OutputModalities { get; init; } = [];

    /// <summary>True for the one model of its connection to begin with: recent, inexpensive, for plain conversations.</summary>
    public bool Suggested { get; init; }

    /// <summary><c>active</c>, <c>beta</c>, <c>alpha</c> or <c>deprecated</c>.</summary>
    public required string Status { get; init; }
}

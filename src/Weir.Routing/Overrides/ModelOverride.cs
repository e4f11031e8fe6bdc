namespace Weir.Routing.Overrides;

/// <summary>A model that was chosen while running: requests of the scope go there, whatever model they ask for. Immutable.</summary>
public sealed record ModelOverride
{
    public required OverrideScope Scope { get; init; }

    /// <summary>The id of the key or the conversation; empty for the gateway.</summary>
    public string ScopeId { get; init; } = "";

    /// <summary><c>connection/model</c>, a bare model, an alias or a chain.</summary>
    public required string Target { get; init; }

    /// <summary>True: in memory only, and gone at the next start.</summary>
    public bool IsTemporary { get; init; }

    public required DateTimeOffset SetAt { get; init; }

    /// <summary>Name of the admin key that set it.</summary>
    public required string SetBy { get; init; }
}

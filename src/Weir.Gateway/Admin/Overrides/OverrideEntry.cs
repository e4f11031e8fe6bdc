namespace Weir.Gateway.Admin.Overrides;

/// <summary>A model that was chosen while running.</summary>
public sealed record OverrideEntry
{
    /// <summary><c>gateway</c>, <c>key</c> or <c>conversation</c>.</summary>
    public required string Scope { get; init; }

    /// <summary>Name of the key, or the conversation's id; null for the gateway.</summary>
    public string? Id { get; init; }

    /// <summary>As it was chosen: <c>connection/model</c>, a bare model, an alias or a chain.</summary>
    public required string Target { get; init; }

    /// <summary>The first target that it leads to now; null when it leads nowhere and is passed over.</summary>
    public string? Model { get; init; }

    /// <summary>Why it leads nowhere; null when it does.</summary>
    public string? Reason { get; init; }

    /// <summary>True: gone when the gateway starts anew.</summary>
    public bool Temporary { get; init; }

    public required DateTimeOffset SetAt { get; init; }

    /// <summary>Name of the admin key that set it.</summary>
    public required string SetBy { get; init; }
}

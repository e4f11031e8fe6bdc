namespace Weir.Gateway.Admin.Found;

/// <summary>A provider that the gateway's machine is ready for.</summary>
public sealed record FoundEntry
{
    /// <summary>The connection's name, or its name to be.</summary>
    public required string Name { get; init; }

    /// <summary>Catalogue id.</summary>
    public required string Provider { get; init; }

    /// <summary>The provider's name in words.</summary>
    public required string Title { get; init; }

    /// <summary><c>variable</c>: a key stands in the environment; <c>server</c>: a model server answers; <c>opencode</c>: OpenCode keeps a sign-in.</summary>
    public required string Kind { get; init; }

    /// <summary>What gave it away: a variable's name, an address, a file.</summary>
    public required string Source { get; init; }

    /// <summary><c>connected</c>: requests can go through it now; <c>importable</c>: it can be taken over; <c>left</c>: it can't, or was switched off.</summary>
    public required string State { get; init; }

    /// <summary>Why it is left, in a sentence; null otherwise.</summary>
    public string? Reason { get; init; }

    /// <summary>How many models it offers; 0 when that is not known.</summary>
    public int Models { get; init; }
}

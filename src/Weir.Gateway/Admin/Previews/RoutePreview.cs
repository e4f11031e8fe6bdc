namespace Weir.Gateway.Admin.Previews;

/// <summary>Where a request would go.</summary>
public sealed record RoutePreview
{
    /// <summary>The snapshot that was asked.</summary>
    public required long SnapshotVersion { get; init; }

    public string? Model { get; init; }

    /// <summary>Name of the key; null for one that was made up.</summary>
    public string? Key { get; init; }

    public required string Operation { get; init; }

    /// <summary>The client's dialect.</summary>
    public required string Dialect { get; init; }

    /// <summary>The error code that the client would get at once; null when a target would be asked.</summary>
    public string? Error { get; init; }

    public string? Message { get; init; }

    public string? Action { get; init; }

    /// <summary>Tokens of the body by estimate; null without a body.</summary>
    public long? EstimatedInput { get; init; }

    /// <summary>All that were thought of, in order; those that would not be asked say why.</summary>
    public IReadOnlyList<RouteCandidate> Candidates { get; init; } = [];
}

/// <summary>A target that was thought of.</summary>
public sealed record RouteCandidate
{
    /// <summary>From 1, among those that would be asked; null for one that would not.</summary>
    public int? Place { get; init; }

    /// <summary>From 1: the step of the route. Within a step the strategy decides.</summary>
    public required int Step { get; init; }

    /// <summary>How the targets of its step are put in order.</summary>
    public string? Strategy { get; init; }

    /// <summary><c>connection/model</c>, or the name in the chain that leads nowhere.</summary>
    public required string Target { get; init; }

    public string? Provider { get; init; }

    /// <summary>Why it would not be asked, in a sentence; null when it would.</summary>
    public string? Skipped { get; init; }

    /// <summary><c>forwarded</c>: the client's own bytes; <c>translated</c>: written anew in <see cref="Dialect"/>.</summary>
    public string? Lane { get; init; }

    /// <summary>The target's dialect.</summary>
    public string? Dialect { get; init; }

    /// <summary>The body as it would be sent to the target; null where the question did not ask for it, or has none.</summary>
    public string? Written { get; init; }

    /// <summary>What of the body the target can't express.</summary>
    public IReadOnlyList<DroppedPart> Dropped { get; init; } = [];

    /// <summary>Why the request could not be written for this target, in a sentence.</summary>
    public string? Problem { get; init; }

    public decimal? InputUsdPerMillion { get; init; }

    public decimal? OutputUsdPerMillion { get; init; }

    /// <summary>What the body's estimated tokens cost; billionths of a US dollar.</summary>
    public long? InputCostNanoDollars { get; init; }
}

/// <summary>A part of a request that a target can't express.</summary>
public sealed record DroppedPart(string What, string Why);

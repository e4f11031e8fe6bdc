namespace Weir.Gateway.Admin.Chains;

/// <summary>A chain: its targets, its rules, and how it fared.</summary>
public sealed record ChainEntry
{
    public required string Name { get; init; }

    /// <summary>In their order.</summary>
    public required IReadOnlyList<ChainTarget> Targets { get; init; }

    /// <summary><c>order</c>, <c>weighted</c>, <c>least_busy</c>, <c>fastest</c>, <c>cheapest</c>, <c>sticky</c> or <c>hedged</c>.</summary>
    public required string Strategy { get; init; }

    /// <summary>Shares by target, for <c>weighted</c>.</summary>
    public required IReadOnlyDictionary<string, int> Weights { get; init; }

    /// <summary>Further tries of a target before the next, 0 to 20.</summary>
    public required int Retries { get; init; }

    /// <summary>Failures after which the next target is asked; empty: the first one alone is asked.</summary>
    public required IReadOnlyList<string> MoveOn { get; init; }

    /// <summary>For all tries together, until an answer begins; null = as long as they take.</summary>
    public double? DeadlineSeconds { get; init; }

    /// <summary>True: the client is asked before another target than the first is used.</summary>
    public required bool AskBeforeSwitching { get; init; }

    /// <summary>What becomes of an answer that breaks off: <c>error</c> or <c>continue</c>.</summary>
    public required string OnCut { get; init; }

    /// <summary>The place in weir.yaml, as <c>weir.yaml:9</c>, or <c>set while running</c>.</summary>
    public required string Origin { get; init; }

    /// <summary>True for one that can be changed here; the file rules what it declares.</summary>
    public required bool Editable { get; init; }

    /// <summary>Why it is not in use, in a sentence; null when it is.</summary>
    public string? Problem { get; init; }

    /// <summary>Null for those of the file.</summary>
    public DateTimeOffset? SetAt { get; init; }

    /// <summary>Name of the admin key that set it.</summary>
    public string? SetBy { get; init; }

    /// <summary>Requests of the last 24 hours that asked for it by name.</summary>
    public required long Requests { get; init; }

    /// <summary>How many of them failed.</summary>
    public required long Failed { get; init; }
}

/// <summary>A target of a chain.</summary>
public sealed record ChainTarget
{
    /// <summary>As the chain names it: <c>connection/model</c>, or an alias.</summary>
    public required string Name { get; init; }

    /// <summary><c>ready</c>, <c>rate-limited</c>, <c>failing</c>, or <c>missing</c> when it can't be served now.</summary>
    public required string Status { get; init; }

    /// <summary>Why it is not ready, in a sentence.</summary>
    public string? Reason { get; init; }

    /// <summary>Requests of the last 24 hours that asked for the chain and were answered by it.</summary>
    public required long Answered { get; init; }

    /// <summary>Its part of all that were answered, 0 to 1; null when none was.</summary>
    public double? Share { get; init; }
}

using System.Text.Json.Serialization;

namespace Weir.Gateway.Admin.Chains;

/// <summary>A chain to set. What is left out is as weir.yaml takes it when it is left out there.</summary>
public sealed record ChainOrder
{
    /// <summary><c>connection/model</c> or aliases, best first; at least one.</summary>
    public required IReadOnlyList<string> Targets { get; init => field = value ?? []; }

    /// <summary>How one of them is chosen: <c>order</c>, <c>weighted</c>, <c>least_busy</c>, <c>fastest</c>, <c>cheapest</c>, <c>sticky</c> or <c>hedged</c>.</summary>
    public string? Strategy { get; init; }

    /// <summary>Shares by target, for <c>weighted</c>.</summary>
    public IReadOnlyDictionary<string, int>? Weights { get; init; }

    /// <summary>Further tries of a target before the next, 0 to 20.</summary>
    public int? Retries { get; init; }

    /// <summary>Failures after which the next target is asked; empty: the first one alone is asked.</summary>
    public IReadOnlyList<string>? MoveOn { get; init; }

    /// <summary>For all tries together, until an answer begins.</summary>
    public double? DeadlineSeconds { get; init; }

    public bool? AskBeforeSwitching { get; init; }

    /// <summary><c>error</c> or <c>continue</c>.</summary>
    public string? OnCut { get; init; }

    /// <summary>Who asks; the gateway fills it in.</summary>
    [JsonIgnore]
    public string By { get; init; } = "local";
}

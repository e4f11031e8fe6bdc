using Weir.Routing.Targets;

namespace Weir.Routing.Routes;

/// <summary>What a name means: steps to go through in order, and by which rules. Immutable; part of one snapshot.</summary>
/// <param name="Name">The name as it was asked for.</param>
/// <param name="Steps">Best first; never empty.</param>
/// <param name="Policy">The rules.</param>
public sealed record Route(string Name, IReadOnlyList<RouteStep> Steps, RoutePolicy Policy)
{
    /// <summary>True for a chain that somebody set up, false for a model's own name.</summary>
    public bool IsChain { get; init; }
}

/// <summary>Targets that are as good as each other, and how one of them is chosen.</summary>
/// <param name="Targets">In the order of the configuration; never empty.</param>
/// <param name="Strategy">How they are put in order for a request.</param>
public sealed record RouteStep(IReadOnlyList<Target> Targets, Strategy Strategy)
{
    /// <summary>Shares by target name for <see cref="Strategy.Weighted"/>; a target without one has 1.</summary>
    public IReadOnlyDictionary<string, int> Weights { get; init; } = new Dictionary<string, int>();
}

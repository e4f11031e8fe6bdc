using System.Collections.ObjectModel;
using Weir.Routing.Targets;

namespace Weir.Routing.Routes;

/// <summary>Targets that are as good as each other, and how they are put in order for a request.</summary>
/// <param name="Targets">In the order of the configuration; never empty.</param>
/// <param name="Strategy">How they are put in order.</param>
public sealed record RouteStep(IReadOnlyList<Target> Targets, Strategy Strategy)
{
    /// <summary>Shares by target name for <see cref="Strategy.Weighted"/>; a target without one has 1, one with 0 comes last.</summary>
    public IReadOnlyDictionary<string, int> Weights { get; init; } = ReadOnlyDictionary<string, int>.Empty;
}

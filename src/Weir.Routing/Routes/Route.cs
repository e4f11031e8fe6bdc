using Weir.Routing.Targets;

namespace Weir.Routing.Routes;

/// <summary>What a name means: steps to go through in order, and by which rules. Immutable; part of one snapshot.</summary>
/// <param name="Name">The name as it was asked for.</param>
/// <param name="Steps">Best first.</param>
/// <param name="Policy">The rules.</param>
public sealed record Route(string Name, IReadOnlyList<RouteStep> Steps, RoutePolicy Policy)
{
    /// <summary>A route to nowhere.</summary>
    public static Route None { get; } = new("", [], RoutePolicy.OneTry);

    /// <summary>True for a chain that somebody set up, false for a model's own name.</summary>
    public bool IsChain { get; init; }

    /// <summary>All its targets, best first, none twice.</summary>
    public IReadOnlyList<Target> Targets { get; } = Steps is [{ Targets: var only }] ? only : [.. Steps.SelectMany(static step => step.Targets).DistinctBy(static target => target.Name)];

    /// <summary>One try of one target.</summary>
    public static Route To(Target target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return new Route(target.Name, [new RouteStep([target], Strategy.Order)], RoutePolicy.OneTry);
    }

    /// <summary>The route without the targets that are not among these.</summary>
    public Route Only(IReadOnlyCollection<Target> targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        return new Route(Name, [.. Steps.Select(step => step with { Targets = [.. step.Targets.Where(targets.Contains)] }).Where(static step => step.Targets.Count > 0)], Policy) { IsChain = IsChain };
    }
}

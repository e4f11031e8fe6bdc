using Weir.Routing.Configuration;
using Weir.Routing.Routes;

namespace Weir.Routing.Targets;

/// <summary>What became of a model name.</summary>
public abstract record Resolution
{
    private Resolution()
    {
    }

    /// <summary>What can serve it.</summary>
    /// <param name="Targets">All targets of the route, best first; never empty.</param>
    /// <param name="Route">In which order they are gone through, and by which rules.</param>
    public sealed record Found(IReadOnlyList<Target> Targets, Route Route) : Resolution
    {
        /// <summary>A route of one step with these targets.</summary>
        internal Found(string name, IReadOnlyList<Target> targets, RoutingConfig routing)
            : this(targets, new Route(name, [new RouteStep(targets, routing.Strategy)], routing.Policy))
        {
        }
    }

    /// <summary>Nothing has that name.</summary>
    /// <param name="Nearest">Up to five names that look like it and that the key may use, nearest first.</param>
    public sealed record Unknown(IReadOnlyList<string> Nearest) : Resolution;

    /// <summary>The model exists, but the key's list leaves it out.</summary>
    public sealed record NotAllowed : Resolution;

    /// <summary>The connection it names can't serve now, for this reason (no credential, dialect not built, disabled).</summary>
    public sealed record NotServed(string Reason) : Resolution;
}

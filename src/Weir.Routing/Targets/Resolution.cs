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
    /// <param name="Route">In which order its targets are gone through, and by which rules; has one at least.</param>
    public sealed record Found(Route Route) : Resolution
    {
        /// <summary>A route of one step with these targets.</summary>
        internal Found(string name, IReadOnlyList<Target> targets, RoutingConfig routing)
            : this(new Route(name, [new RouteStep(targets, routing.Strategy)], routing.Policy))
        {
        }

        /// <summary>All targets of the route, best first.</summary>
        public IReadOnlyList<Target> Targets => Route.Targets;
    }

    /// <summary>Nothing has that name.</summary>
    /// <param name="Nearest">Up to five names that look like it and that the key may use, nearest first.</param>
    public sealed record Unknown(IReadOnlyList<string> Nearest) : Resolution;

    /// <summary>The model exists, but the key's list leaves it out.</summary>
    public sealed record NotAllowed : Resolution;

    /// <summary>The connection it names can't serve now, for this reason (no credential, dialect not built, disabled).</summary>
    public sealed record NotServed(string Reason) : Resolution;
}

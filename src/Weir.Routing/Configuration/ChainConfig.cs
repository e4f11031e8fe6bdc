using Weir.Routing.Routes;

namespace Weir.Routing.Configuration;

/// <summary>One entry of <c>chains</c>.</summary>
public sealed record ChainConfig
{
    public required string Name { get; init; }

    /// <summary>Steps in order: names of models, each <c>connection/model</c>, an alias, or a bare model of several connections.</summary>
    public required IReadOnlyList<string> Targets { get; init; }

    /// <summary>Where it stands, e.g. <c>weir.yaml:9</c>.</summary>
    public required string Origin { get; init; }

    /// <summary>How a step's targets are put in order; for <see cref="Strategy.Order"/> each name is a step of its own, for the others all of them are one.</summary>
    public Strategy Strategy { get; init; }

    /// <summary>Shares by name, for <see cref="Strategy.Weighted"/>.</summary>
    public IReadOnlyDictionary<string, int> Weights { get; init; } = new Dictionary<string, int>();

    public RoutePolicy Policy { get; init; } = new();
}

/// <summary>The <c>routing</c> block.</summary>
public sealed record RoutingConfig
{
    /// <summary>How the connections of a bare model are put in order.</summary>
    public Strategy Strategy { get; init; }

    /// <summary>The rules of names that are no chain.</summary>
    public RoutePolicy Policy { get; init; } = new();

    /// <summary>Share of all requests that may be tries again, 0 to 1.</summary>
    public double RetryBudget { get; init; } = 0.2;

    /// <summary>What second requests to slow targets may cost a day, in USD.</summary>
    public decimal HedgeBudget { get; init; } = 1;
}

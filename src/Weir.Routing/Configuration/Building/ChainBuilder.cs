using Weir.Routing.Configuration.Values;
using Weir.Routing.Configuration.Yaml;
using Weir.Routing.Names;
using Weir.Routing.Routes;

namespace Weir.Routing.Configuration.Building;

/// <summary>Chains, and the routing of other names.</summary>
internal sealed class ChainBuilder(LoadContext context)
{
    public IReadOnlyList<ChainConfig> Build(IReadOnlyList<(ConfigNode Key, ConfigBlock Value)> chains) => [.. chains.Select(chain => Build(chain.Key, chain.Value))];

    public static RoutingConfig BuildRouting(ConfigBlock? block) => block is null ? new RoutingConfig() : new RoutingConfig
    {
        Strategy = StrategyOf(block),
        Policy = PolicyBuilder.Build(block),
        HedgeBudget = block.Number("hedge_budget") ?? new RoutingConfig().HedgeBudget,
        RetryBudget = (double?)block.Number("retry_budget") ?? new RoutingConfig().RetryBudget,
    };

    private ChainConfig Build(ConfigNode key, ConfigBlock block)
    {
        var targets = block.Texts("targets") ?? [];
        foreach (var (name, weight) in block.Integers("weights"))
        {
            if (!targets.Contains(name.Text))
            {
                var near = NearestName.Find(name.Text, targets);
                context.Problems.Error(name, $"{Quote.Of(name.Text)} is not one of the chain's targets.", near is null ? "Name one of its targets." : $"Did you mean '{near}'?");
            }
        }

        return new ChainConfig
        {
            Name = key.Text,
            Targets = targets,
            Origin = context.Place(key.Line),
            Strategy = StrategyOf(block),
            Weights = block.Integers("weights").ToDictionary(static pair => pair.Key.Text, static pair => (int)pair.Value, StringComparer.Ordinal),
            Policy = PolicyBuilder.Build(block),
        };
    }

    private static Strategy StrategyOf(ConfigBlock block) => block.Text("strategy") is { } word ? Strategies.Of(word) : Strategy.Order;
}

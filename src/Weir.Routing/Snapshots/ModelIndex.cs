using System.Collections.Concurrent;
using Weir.Catalog;
using Weir.Routing.Configuration;
using Weir.Routing.Names;
using Weir.Routing.Providers;
using Weir.Routing.Routes;
using Weir.Routing.Targets;
using Weir.Routing.Wires;

namespace Weir.Routing.Snapshots;

/// <summary>Names -> targets of one snapshot. A connection's models are read when a name first needs them.</summary>
/// <param name="connections">In the order that bare names are looked up in.</param>
/// <param name="config">weir.yaml.</param>
/// <param name="chains">Its chains, and those that were set while running; no two of one name.</param>
/// <param name="environment">Value of a variable; null when it isn't set.</param>
public sealed class ModelIndex(IReadOnlyList<Connection> connections, WeirConfig config, IReadOnlyList<ChainConfig> chains, Func<string, string?> environment)
{
    /// <summary>Resolved names are kept, up to so many: clients may ask for unlisted models without end.</summary>
    private const int MaxKept = 4096;

    private readonly ConcurrentDictionary<string, Resolution> _kept = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ChainConfig> _chains = chains.ToDictionary(static chain => chain.Name, StringComparer.Ordinal);

    /// <summary>
    /// Resolves a model as a client names it: an alias, <c>connection/model</c>, or a bare model id, which every connection that lists it may serve,
    /// in their order; <c>default</c> is always something. <paramref name="allowed"/> is the key's list (empty = all). A name resolved before costs one look-up.
    /// </summary>
    public Resolution Resolve(string name, IReadOnlyList<string> allowed)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(allowed);
        if (!_kept.TryGetValue(name, out var resolution))
        {
            resolution = Resolve(name);
            if (resolution is Resolution.Found && _kept.Count < MaxKept)
            {
                _kept.TryAdd(name, resolution);
            }
        }

        return resolution switch
        {
            Resolution.Unknown => new Resolution.Unknown(NearestModels.Find(name, List(allowed).Select(static listed => listed.Name), 5)),
            Resolution.Found found when allowed.Count > 0 => Allowed(name, found, allowed),
            _ => resolution,
        };
    }

    /// <summary>The same with other chains.</summary>
    public ModelIndex With(IReadOnlyList<ChainConfig> others) => new(connections, config, others, environment);

    /// <summary>Every name that a key with this list may ask for: aliases first, then the connections' models in order.</summary>
    public IEnumerable<ListedModel> List(IReadOnlyList<string> allowed)
    {
        ArgumentNullException.ThrowIfNull(allowed);
        foreach (var alias in config.Aliases.Keys.Concat(_chains.Keys).Append(DefaultModel.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (Resolve(alias) is Resolution.Found { Targets: [var target, ..] } && (allowed.Count == 0 || IsAllowed(alias, allowed) || IsAllowed(target.Name, allowed)))
            {
                yield return new ListedModel(alias, target);
            }
        }

        foreach (var connection in connections)
        {
            if (connection.NotServed is not null)
            {
                continue;
            }

            foreach (var model in connection.Models.Values)
            {
                var target = TargetOf(connection, model.Id, model);
                if (target.Wires.NotServed is null && (allowed.Count == 0 || IsAllowed(target.Name, allowed) || IsAllowed(model.Id, allowed)))
                {
                    yield return new ListedModel(target.Name, target);
                }
            }
        }
    }

    private static Resolution Allowed(string name, Resolution.Found found, IReadOnlyList<string> allowed)
    {
        if (IsAllowed(name, allowed))
        {
            return found;
        }

        var targets = found.Targets.Where(target => IsAllowed(target.Name, allowed) || IsAllowed(target.ModelId, allowed)).ToList();
        return targets.Count == 0 ? new Resolution.NotAllowed() : targets.Count == found.Targets.Count ? found : new Resolution.Found(found.Route.Only(targets));
    }

    private static bool IsAllowed(string name, IReadOnlyList<string> allowed)
    {
        foreach (var entry in allowed)
        {
            if (entry.EndsWith('*') ? name.AsSpan().StartsWith(entry.AsSpan(0, entry.Length - 1), StringComparison.Ordinal) : string.Equals(entry, name, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private Resolution Resolve(string name)
    {
        if (_chains.TryGetValue(name, out var chain))
        {
            return ResolveChain(chain);
        }

        if (config.Aliases.TryGetValue(name, out var meant) && !string.Equals(meant, name, StringComparison.Ordinal))
        {
            // An alias names a model, not another alias: no rings to fall into.
            return ResolveModel(meant);
        }

        if (name == DefaultModel.Name && ResolveModel(name) is Resolution.Unknown or Resolution.NotServed && DefaultModel.Choose(connections) is var (connection, model))
        {
            return new Resolution.Found(name, [TargetOf(connection, model.Id, model)], config.Routing);
        }

        return ResolveModel(name);
    }

    /// <summary>A chain's targets that can be served. In strategy order each of its names is a step; otherwise they are all one.</summary>
    private Resolution ResolveChain(ChainConfig chain)
    {
        var steps = new List<RouteStep>();
        string? reason = null;
        foreach (var name in chain.Targets)
        {
            switch (ResolveModel(config.Aliases.GetValueOrDefault(name) ?? name))
            {
                case Resolution.Found found:
                    steps.Add(new RouteStep(found.Targets, config.Routing.Strategy));
                    break;
                case Resolution.NotServed refused:
                    reason ??= $"{name}: {refused.Reason}";
                    break;
                default:
                    reason ??= $"{name} is no model of its connection.";
                    break;
            }
        }

        if (steps.Count == 0)
        {
            return new Resolution.NotServed($"None of its targets can be served. {reason}");
        }

        var targets = steps.SelectMany(static step => step.Targets).DistinctBy(static target => target.Name).ToList();
        IReadOnlyList<RouteStep> route = chain.Strategy == Strategy.Order ? steps : [new RouteStep(targets, chain.Strategy) { Weights = WeightsOf(chain) }];
        return new Resolution.Found(new Route(chain.Name, route, chain.Policy) { IsChain = true });
    }

    /// <summary>Shares by target, for the names that the chain gives them by.</summary>
    private Dictionary<string, int> WeightsOf(ChainConfig chain) =>
        chain.Weights.ToDictionary(weight => config.Aliases.GetValueOrDefault(weight.Key) ?? weight.Key, static weight => weight.Value, StringComparer.Ordinal);

    private Resolution ResolveModel(string name)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0 && connections.FirstOrDefault(connection => name.AsSpan(0, slash).SequenceEqual(connection.Name)) is { } named)
        {
            return ResolveAt(named, name[(slash + 1)..]);
        }

        // Model ids hold slashes as well, so a name with one may still be bare.
        var targets = new List<Target>();
        string? reason = null;
        foreach (var connection in connections)
        {
            if (!connection.Models.TryGetValue(name, out var model))
            {
                continue;
            }

            var target = TargetOf(connection, name, model);
            if (connection.NotServed is null && target.Wires.NotServed is null)
            {
                targets.Add(target);
            }
            else
            {
                reason ??= connection.NotServed ?? target.Wires.NotServed;
            }
        }

        return targets.Count > 0 ? new Resolution.Found(name, targets, config.Routing) : reason is not null ? new Resolution.NotServed(reason) : new Resolution.Unknown([]);
    }

    private Resolution ResolveAt(Connection connection, string id)
    {
        var isListed = connection.Models.TryGetValue(id, out var model);
        return (isListed, connection) switch
        {
            (false, { AcceptsUnlistedModels: false }) => new Resolution.Unknown([]),
            (_, { NotServed: { } reason }) => new Resolution.NotServed(reason),
            _ when id.Length == 0 => new Resolution.Unknown([]),
            _ => TargetOf(connection, id, model) switch { { Wires.NotServed: { } reason } => new Resolution.NotServed(reason), var target => new Resolution.Found(target.Name, [target], config.Routing) },
        };
    }

    /// <summary>The simulator has no wire, but answers in chat completions as if it had one.</summary>
    private static Wire SimulatorWire(Connection connection, string id) => new()
    {
        Dialect = DialectNames.OpenAiChat,
        BaseUrl = new Uri("http://simulator.invalid/v1"),
        ModelId = id,
        Auth = connection.Auth,
        Rules = ProviderRules.Default,
    };

    private Target TargetOf(Connection connection, string id, CatalogModel? model)
    {
        var wireId = model?.Mode?.WireId ?? id;
        return new Target(connection, wireId, model, $"{connection.Name}/{id}")
        {
            Wires = connection.Simulator is not null ? WireAnswer.Of(SimulatorWire(connection, wireId)) : ProviderRulesTable.For(connection.Provider.Id).WiresOf(new WireQuestion(connection, wireId, model, connection.Over(environment))),
        };
    }
}

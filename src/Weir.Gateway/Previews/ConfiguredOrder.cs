using Weir.Gateway.Pipeline;
using Weir.Routing.Configuration;
using Weir.Routing.Routes;
using Weir.Routing.Snapshots;
using Weir.Routing.Targets;

namespace Weir.Gateway.Previews;

/// <summary>The targets as the snapshot has them in order: what a request would find when all targets are well and none is busy.</summary>
internal static class ConfiguredOrder
{
    public static IReadOnlyList<Candidate> CandidatesOf(RequestContext context)
    {
        var snapshot = context.Snapshot;
        var name = context.ModelAsked!;
        var found = snapshot.Chains.FirstOrDefault(chain => chain.Name == name) is { } chain ? OfChain(snapshot, chain) : OfName(snapshot, name, 1, snapshot.Config.Routing.Strategy);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var usable = context.Targets.Select(static target => target.Name).ToHashSet(StringComparer.Ordinal);
        return [.. found.Select(candidate => candidate switch
        {
            { Skipped: not null } => candidate,
            _ when !seen.Add(candidate.Name) => candidate with { Skipped = "It stands in the chain before." },
            _ when !usable.Contains(candidate.Name) => candidate with { Skipped = "The key's list of models leaves it out." },
            _ => candidate,
        })];
    }

    private static IEnumerable<Candidate> OfChain(RoutingSnapshot snapshot, ChainConfig chain) =>
        chain.Targets.SelectMany((name, index) => chain.Strategy == Strategy.Order
            ? OfName(snapshot, name, index + 1, snapshot.Config.Routing.Strategy)
            : OfName(snapshot, name, 1, chain.Strategy));

    /// <summary>The targets of a model's name or an alias, with those that can't be served.</summary>
    private static IEnumerable<Candidate> OfName(RoutingSnapshot snapshot, string name, int step, Strategy strategy)
    {
        var word = Strategies.Words[(int)strategy];
        var meant = snapshot.Aliases.GetValueOrDefault(name) ?? name;
        var resolution = snapshot.Models.Resolve(name, []);
        var targets = resolution is Resolution.Found found ? found.Targets : [];
        foreach (var target in targets)
        {
            yield return new Candidate(target.Name, target, step, word, null);
        }

        var listing = snapshot.Connections.Any(connection => meant.StartsWith(connection.Name + "/", StringComparison.Ordinal)) ? [] : snapshot.Connections.Where(connection => connection.Models.ContainsKey(meant)).ToList();
        foreach (var connection in listing.Where(connection => !targets.Any(target => target.Connection == connection)))
        {
            var one = $"{connection.Name}/{meant}";
            yield return new Candidate(one, null, step, word, snapshot.Models.Resolve(one, []) is Resolution.NotServed refused ? refused.Reason : "It can't be served.");
        }

        if (targets.Count == 0 && listing.Count == 0)
        {
            yield return new Candidate(meant, null, step, word, resolution is Resolution.NotServed none ? none.Reason : SwitchedOff(snapshot, meant) ?? "There is no such model.");
        }
    }

    private static string? SwitchedOff(RoutingSnapshot snapshot, string name) =>
        snapshot.Config.Connections.FirstOrDefault(connection => !connection.Enabled && name.StartsWith(connection.Name + "/", StringComparison.Ordinal)) is { } off
            ? $"\"{off.Name}\" is switched off ({off.Origin})."
            : null;
}

using System.Text.Json;
using Weir.Catalog;
using Weir.Routing.Configuration;
using Weir.Routing.Configuration.Building;
using Weir.Routing.Configuration.Keys;
using Weir.Routing.Configuration.Values;
using Weir.Routing.Configuration.Yaml;
using Weir.Routing.Snapshots;

namespace Weir.Routing.Saved;

/// <summary>Makes of a saved chain what a chain of weir.yaml makes: by the same builder and the same checks. Its texts stand for themselves.</summary>
public static class SavedChainBlock
{
    /// <summary>Deepest nesting of settings.</summary>
    private const int Deepest = 4;

    private static readonly JsonDocumentOptions Bounds = new() { MaxDepth = Deepest };

    /// <summary>What is wrong with the chain under the names that the snapshot knows, one sentence a problem; the chain when nothing is.</summary>
    public static (ChainConfig? Chain, IReadOnlyList<string> Problems) Read(SavedChain saved, RoutingSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var connections = snapshot.Config.Connections.Select(static block => block.Name).Concat(snapshot.Connections.Select(static connection => connection.Name));
        return Read(saved, snapshot.Catalog, (problems, entry) => new TargetNames(problems, connections, new KnownProviders(snapshot.Catalog, [])).CheckChains([entry], snapshot.Aliases));
    }

    /// <summary>
    /// The chain; null when it can't be read. Whether its targets are there is not asked: connections come and go, and a target that is not there is passed over.
    /// </summary>
    public static ChainConfig? Build(SavedChain saved, IProviderCatalog catalog) => Read(saved, catalog, static (_, _) => { }).Chain;

    private static (ChainConfig? Chain, IReadOnlyList<string> Problems) Read(SavedChain saved, IProviderCatalog catalog, Action<ProblemList, (ConfigNode Key, ConfigBlock Value)> check)
    {
        ArgumentNullException.ThrowIfNull(saved);
        ArgumentNullException.ThrowIfNull(catalog);
        var problems = new ProblemList(saved.Name);
        var context = new LoadContext(problems, saved.Name, ".", catalog, static _ => null) { IsLiteral = true };
        ChainConfig? chain = null;
        if (Node(saved, problems) is { } node && new BlockReader(context).Read(node, KeyTable.Chain) is { } block)
        {
            var entry = (JsonNodes.Text(saved.Name, ""), block);
            check(problems, entry);
            chain = new ChainBuilder(context).Build([entry])[0] with { Origin = SavedChain.Origin };
        }

        IReadOnlyList<string> found = [.. problems.InFileOrder()
            .Where(static problem => problem.Severity == ConfigSeverity.Error)
            .Select(static problem => $"{(problem.Path.Length > 0 ? problem.Path + ": " : "")}{problem.Message}{(problem.Suggestion is null ? "" : " " + problem.Suggestion)}")];
        return (found.Count == 0 ? chain : null, found);
    }

    private static ConfigNode? Node(SavedChain saved, ProblemList problems)
    {
        try
        {
            using var document = JsonDocument.Parse(saved.Settings, Bounds);
            return JsonNodes.Of(document.RootElement, "");
        }
        catch (JsonException)
        {
            problems.Error(0, 0, "", "the settings are no JSON, or nested too deeply.", null);
            return null;
        }
    }
}

using System.Text.Json;
using Weir.Catalog;
using Weir.Routing.Configuration;
using Weir.Routing.Configuration.Building;
using Weir.Routing.Configuration.Keys;
using Weir.Routing.Configuration.Values;
using Weir.Routing.Configuration.Yaml;

namespace Weir.Routing.Saved;

/// <summary>
/// Makes of a saved connection what a block of weir.yaml makes: by the same builder. Its texts stand for themselves: no variable, file or secret is
/// filled in, since what is saved may have been announced by another host.
/// </summary>
public static class SavedBlock
{
    /// <summary>Deepest nesting of settings.</summary>
    private const int Deepest = 16;

    private static readonly string[] Own = ["base_url", "dialect", "models", "headers", "include_usage", "http_version", "timeouts", "quota"];

    private static readonly JsonDocumentOptions Bounds = new() { MaxDepth = Deepest };

    /// <summary>What is wrong with the connection, one sentence a problem; empty when nothing is.</summary>
    public static IReadOnlyList<string> Check(SavedConnection saved, IProviderCatalog catalog) => Read(saved, catalog).Problems;

    /// <summary>The block. One with problems says the first of them in <see cref="ConnectionConfig.Problem"/>.</summary>
    internal static ConnectionConfig Build(SavedConnection saved, IProviderCatalog catalog)
    {
        var (block, problems) = Read(saved, catalog);
        return problems.Count == 0 && block is not null
            ? block with { Variables = saved.Variables, Origin = SavedConnection.Origin }
            : new ConnectionConfig { Name = saved.Name, Type = saved.Provider, Origin = SavedConnection.Origin, AuthMethod = saved.AuthMethod, Enabled = saved.Enabled, Problem = problems.Count > 0 ? problems[0] : "Its settings can't be read." };
    }

    private static (ConnectionConfig? Block, IReadOnlyList<string> Problems) Read(SavedConnection saved, IProviderCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(saved);
        ArgumentNullException.ThrowIfNull(catalog);
        var problems = new ProblemList(saved.Name);
        var context = new LoadContext(problems, saved.Name, ".", catalog, static _ => null) { IsLiteral = true };
        var block = Node(saved, problems) is { } node && new BlockReader(context).Read(node, ProviderKeys.Connection) is { } read
            ? new ConnectionBuilder(context, new KnownProviders(catalog, [])).Build(read)
            : null;
        return (block, [.. problems.InFileOrder()
            .Where(static problem => problem.Severity == ConfigSeverity.Error)
            .Select(static problem => $"{(problem.Path.Length > 0 ? problem.Path + ": " : "")}{problem.Message}{(problem.Suggestion is null ? "" : " " + problem.Suggestion)}")]);
    }

    private static ConfigNode? Node(SavedConnection saved, ProblemList problems)
    {
        ConfigNode node;
        try
        {
            using var document = JsonDocument.Parse(saved.Settings, Bounds);
            node = JsonNodes.Of(document.RootElement, "");
        }
        catch (JsonException)
        {
            problems.Error(0, 0, "", "the settings are no JSON, or nested too deeply.", null);
            return null;
        }

        if (node.Kind != NodeKind.Mapping)
        {
            problems.Error(node, "the settings must be an object.", null);
            return null;
        }

        foreach (var (key, _) in node.Entries.Where(static entry => Array.IndexOf(Own, entry.Key.Text) < 0))
        {
            problems.Error(key, "this can't be set in the settings of a saved connection.", $"They take {Quote.Any(Own)}.");
        }

        JsonNodes.Add(node, "name", JsonNodes.Text(saved.Name, "name"));
        JsonNodes.Add(node, "type", JsonNodes.Text(saved.Provider, "type"));
        JsonNodes.Add(node, "enabled", JsonNodes.Flag(saved.Enabled, "enabled"));
        if (saved.AuthMethod is { } method)
        {
            JsonNodes.Add(node, "auth_method", JsonNodes.Text(method, "auth_method"));
        }

        if (saved.BaseUrl is { } address && !node.Entries.Exists(static entry => entry.Key.Text == "base_url"))
        {
            JsonNodes.Add(node, "base_url", JsonNodes.Text(address.AbsoluteUri, "base_url"));
        }

        return node;
    }
}

using System.Text.Json;

namespace Weir.Catalog.Sync.OpenCode;

/// <summary>
/// What a checkout of OpenCode tells: its version, SDKs and special providers, and the constants of its sign-ins. Its files move about,
/// so that each is looked for by its path first and then by a word in it.
/// </summary>
internal sealed class OpenCodeCheckout
{
    private const string Sources = "packages/opencode/src";
    private const string ProviderFile = "provider/provider.ts";

    private readonly List<string> _notes;
    private readonly Dictionary<string, (PluginRule Rule, PluginFacts Facts)> _plugins = new(StringComparer.Ordinal);
    private TypeScriptText? _providers;

    private OpenCodeCheckout(List<string> notes) => _notes = notes;

    /// <summary>The version in <c>packages/opencode/package.json</c>, or null.</summary>
    public string? Version { get; private set; }

    /// <exception cref="CatalogSyncException">The directory is no checkout of OpenCode.</exception>
    public static async Task<OpenCodeCheckout> OpenAsync(string directory, List<string> notes, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(Path.Combine(directory, "packages")))
        {
            throw new CatalogSyncException(
                $"{directory} is no checkout of OpenCode: it has no directory 'packages'. Give the root of a clone of the repository, or leave it out.");
        }

        var files = new SourceFiles(directory, notes);
        var checkout = new OpenCodeCheckout(notes) { Version = await ReadVersionAsync(directory, notes, cancellationToken) };
        if (await files.FindAsync($"{Sources}/{ProviderFile}", "BUNDLED_PROVIDERS", cancellationToken) is { } providers)
        {
            checkout._providers = providers.Text;
        }

        foreach (var rule in PluginTable.Rows)
        {
            if (await files.FindAsync($"{Sources}/{rule.Path}", rule.Marker, cancellationToken) is { } found)
            {
                checkout._plugins[rule.ProviderId] = (rule, new PluginFacts(found.Text, found.Path, notes));
            }
        }

        return checkout;
    }

    /// <summary>The provider with its sign-ins as the checkout has them.</summary>
    public CatalogProvider Correct(CatalogProvider provider)
    {
        if (!_plugins.TryGetValue(provider.Id, out var plugin))
        {
            return provider;
        }

        var flows = provider.Flows.Select(flow => plugin.Rule.Correct(plugin.Facts, flow)).ToArray();
        var labels = plugin.Facts.Source.MethodLabels("oauth");
        if (labels.Count == flows.Length)
        {
            flows = [.. flows.Zip(labels, (flow, label) => flow with { Label = label })];
        }
        else if (labels.Count == 0 || labels.Except(flows.Select(flow => flow.Label), StringComparer.Ordinal).Any())
        {
            // A sign-in that OpenCode asks more within is several flows here; with its label known there is nothing to say.
            _notes.Add($"OpenCode: {provider.Id} has {labels.Count} OAuth sign-ins where {flows.Length} are known; their labels are kept.");
        }

        return provider with { Flows = flows };
    }

    /// <summary>Notes the SDKs and special providers that the tables here don't know yet.</summary>
    public void NoteUnknown()
    {
        if (_providers is not { } source)
        {
            return;
        }

        var sdks = source.ObjectKeys("BUNDLED_PROVIDERS", "= {");
        var loaders = source.ObjectKeys("function custom(", "return {");
        NoteMissing(sdks, "BUNDLED_PROVIDERS");
        NoteMissing(loaders, "custom()");
        _notes.AddRange((sdks ?? []).Where(npm => SdkTable.Find(npm) is null)
            .Select(npm => $"OpenCode bundles the SDK '{npm}', which is not in the table of SDKs."));
        _notes.AddRange((loaders ?? []).Where(id => !ProviderTable.KnowsLoader(id))
            .Select(id => $"OpenCode has a rule of its own for the provider '{id}', which is not in the table of providers."));
    }

    private void NoteMissing(IReadOnlyList<string>? found, string name)
    {
        if (found is null or [])
        {
            _notes.Add($"OpenCode: {name} was not found in {ProviderFile}; what the tables know is kept.");
        }
    }

    private static async Task<string?> ReadVersionAsync(string directory, List<string> notes, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = File.OpenRead(Path.Combine(directory, "packages", "opencode", "package.json"));
            using var document = await JsonDocument.ParseAsync(stream, cancellationToken: cancellationToken);
            return document.RootElement.Text("version");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            notes.Add("OpenCode: the version was not found in packages/opencode/package.json.");
            return null;
        }
    }
}

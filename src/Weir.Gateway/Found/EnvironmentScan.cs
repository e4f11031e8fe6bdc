using Weir.Catalog;

namespace Weir.Gateway.Found;

/// <summary>Finds providers whose key stands in a variable.</summary>
public static class EnvironmentScan
{
    /// <summary>One for each variable that holds a key, by the variable's name.</summary>
    /// <param name="catalog">Knows which variables are keys.</param>
    /// <param name="environment">Reads a variable; null or empty when it is not set. Its value is not kept.</param>
    public static IEnumerable<Discovery> Find(IProviderCatalog catalog, Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(environment);

        // Some providers read the same variable; the one that is named like it is meant.
        var found =
            from provider in catalog.Providers
            let variable = provider.KeyVariables.FirstOrDefault(name => !string.IsNullOrEmpty(environment(name)))
            where variable is not null
            group provider by variable;
        foreach (var group in found.OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var best = group.OrderByDescending(provider => group.Key.StartsWith(provider.Id.Replace('-', '_'), StringComparison.OrdinalIgnoreCase))
                .ThenBy(provider => provider.Id.Length).ThenBy(provider => provider.Id, StringComparer.Ordinal).First();
            yield return new Discovery(best.Id, best.Id, group.Key, group.Key, null);
        }
    }
}

using Weir.Catalog;
using Weir.Invocation;

namespace Weir.Commands.Init;

/// <summary>Finds providers whose key stands in a variable.</summary>
internal static class EnvironmentScan
{
    public static IEnumerable<Discovery> Find(IProviderCatalog catalog, CliContext context)
    {
        // Some providers read the same variable; the one that is named like it is meant.
        var found =
            from provider in catalog.Providers
            let variable = provider.KeyVariables.FirstOrDefault(name => context.Variable(name) is not null)
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

using System.Collections.Frozen;

namespace Weir.Routing.Providers;

/// <summary>All provider rules of this assembly, found by the ids they name.</summary>
public static class ProviderRulesTable
{
    private static readonly FrozenDictionary<string, ProviderRules> ById = Find();

    /// <summary>The rules of a provider; the default ones when it has none of its own.</summary>
    public static ProviderRules For(string providerId) => ById.GetValueOrDefault(providerId, ProviderRules.Default);

    private static FrozenDictionary<string, ProviderRules> Find() => typeof(ProviderRules).Assembly.GetTypes()
        .Where(static type => type is { IsAbstract: false, IsNested: false } && type.IsSubclassOf(typeof(ProviderRules)))
        .Select(static type => (ProviderRules)Activator.CreateInstance(type, nonPublic: true)!)
        .SelectMany(static rules => rules.Providers.Select(id => (id, rules)))
        .ToFrozenDictionary(static entry => entry.id, static entry => entry.rules, StringComparer.Ordinal);
}

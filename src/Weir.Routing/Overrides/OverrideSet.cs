using System.Collections.Frozen;

namespace Weir.Routing.Overrides;

/// <summary>The overrides that hold at one moment. Immutable; part of a snapshot.</summary>
public sealed class OverrideSet
{
    private readonly FrozenDictionary<(OverrideScope Scope, string Id), ModelOverride> _byScope;

    private OverrideSet(IEnumerable<ModelOverride> overrides)
    {
        var byScope = new Dictionary<(OverrideScope, string), ModelOverride>();
        foreach (var set in overrides)
        {
            byScope[(set.Scope, set.ScopeId)] = set;
        }

        _byScope = byScope.ToFrozenDictionary();
        All = [.. byScope.Values.OrderBy(static set => set.Scope).ThenBy(static set => set.ScopeId, StringComparer.Ordinal)];
        HasConversations = All.Any(static set => set.Scope == OverrideScope.Conversation);
    }

    public static OverrideSet Empty { get; } = new([]);

    /// <summary>All of them: the gateway's, then those of keys, then those of conversations.</summary>
    public IReadOnlyList<ModelOverride> All { get; }

    /// <summary>False spares a request the look for its conversation's id.</summary>
    public bool HasConversations { get; }

    /// <summary>The set of these; of two with one scope, the later one holds.</summary>
    public static OverrideSet Of(IReadOnlyCollection<ModelOverride> overrides)
    {
        ArgumentNullException.ThrowIfNull(overrides);
        return overrides.Count == 0 ? Empty : new OverrideSet(overrides);
    }

    /// <summary>The override of a scope, or null.</summary>
    /// <param name="scope">Which kind.</param>
    /// <param name="id">Of which key or conversation; empty for the gateway.</param>
    public ModelOverride? Find(OverrideScope scope, string id = "") => _byScope.GetValueOrDefault((scope, id));
}

using Weir.Routing.Targets;

namespace Weir.Routing.Snapshots;

/// <summary>Names -> targets of one snapshot.</summary>
public sealed class ModelIndex
{
    private readonly IReadOnlyList<string> _names = [];

    /// <summary>
    /// Resolves a model as a client names it: an alias, <c>connection/model</c>, or a bare model id.
    /// <paramref name="allowed"/> is the key's list (empty = all).
    /// </summary>
    public Resolution Resolve(string name, IReadOnlyList<string> allowed)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(allowed);
        return new Resolution.Unknown(_names);
    }
}

using System.Collections.Concurrent;
using Weir.Routing.Targets;

namespace Weir.Routing.Health;

/// <summary>The health of every target that was asked since start. It outlives snapshots: a reload changes nothing about how a server fares.</summary>
public sealed class HealthBoard
{
    private const int MaxKept = 10_000;

    private readonly ConcurrentDictionary<string, TargetHealth> _targets = new(StringComparer.Ordinal);

    /// <summary>Connections whose quota is used up.</summary>
    public Withheld Withheld { get; } = new();

    /// <summary>Why a request should not go to a target now: the quota of its connection first, then what the target's own requests told. Null when it may.</summary>
    /// <param name="target">Whom.</param>
    /// <param name="now">The time.</param>
    /// <param name="takesTrial">True when the request will go if it may: of a target that failed, one at a time.</param>
    public Skip? Against(Target target, DateTimeOffset now, bool takesTrial)
    {
        ArgumentNullException.ThrowIfNull(target);
        return Withheld.Against(target.Connection.Name, now) ?? Of(target).Against(now, takesTrial);
    }

    /// <summary>The target's health; kept from now on.</summary>
    public TargetHealth Of(Target target)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (_targets.TryGetValue(target.Name, out var known))
        {
            return known;
        }

        // Clients may ask for unlisted models without end.
        return _targets.Count < MaxKept ? _targets.GetOrAdd(target.Name, static _ => new TargetHealth()) : new TargetHealth();
    }

    /// <summary>The health of a connection's targets that were asked.</summary>
    public IEnumerable<(string Target, TargetHealth Health)> OfConnection(string connection)
    {
        foreach (var (name, health) in _targets)
        {
            if (name.Length > connection.Length && name[connection.Length] == '/' && name.StartsWith(connection, StringComparison.Ordinal))
            {
                yield return (name, health);
            }
        }
    }
}

using System.Collections.Frozen;

namespace Weir.Routing.Local;

/// <summary>
/// The model servers that were found, and how looking at them went. A server that doesn't answer once may be busy; one that refuses the connection, or fails twice, is gone. Reads
/// never wait; one writer at a time.
/// </summary>
public sealed class LocalServers
{
    /// <summary>Failed looks in a row after which a server is given up.</summary>
    public const int Patience = 2;

    private FrozenDictionary<string, LocalSighting> _sightings = FrozenDictionary<string, LocalSighting>.Empty;
    private IReadOnlyList<LocalServer> _current = [];

    /// <summary>The servers that are there, in the order they were looked for.</summary>
    public IReadOnlyList<LocalServer> Current => Volatile.Read(ref _current);

    /// <summary>How looking at an address went; null when nobody looked.</summary>
    public LocalSighting? Find(Uri address) => Volatile.Read(ref _sightings).GetValueOrDefault(LocalAddress.KeyOf(address));

    /// <summary>Takes in a round of looks; addresses that are not among them are forgotten.</summary>
    /// <param name="looks">In the order of the search.</param>
    /// <param name="now">When they were over.</param>
    /// <returns>Whether requests go other ways than before.</returns>
    public bool Take(IReadOnlyList<LocalLook> looks, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(looks);
        var before = Current;
        var sightings = looks.Select(look => (Key: LocalAddress.KeyOf(look.Origin), Sighting: Judge(look, Find(look.Origin), now))).DistinctBy(static seen => seen.Key).ToList();
        List<LocalServer> current = [.. sightings.Select(static seen => seen.Sighting.Server).OfType<LocalServer>()];
        Volatile.Write(ref _sightings, sightings.ToFrozenDictionary(static seen => seen.Key, static seen => seen.Sighting, StringComparer.Ordinal));
        Volatile.Write(ref _current, current);
        return before.Count != current.Count || before.Zip(current).Any(static pair => !pair.First.RoutesLike(pair.Second));
    }

    private static LocalSighting Judge(LocalLook look, LocalSighting? before, DateTimeOffset now) => look switch
    {
        { Server: { } server } => new LocalSighting { Server = server, CheckedAt = now, SeenAt = now },
        _ when before is null => new LocalSighting { CheckedAt = now, Problem = look.Problem, Failures = 1 },
        _ => before with
        {
            Server = look.IsGone || before.Failures + 1 >= Patience ? null : before.Server,
            CheckedAt = now,
            Problem = look.Problem,
            Failures = before.Failures + 1,
        },
    };
}

/// <summary>One look at an address.</summary>
/// <param name="Origin">Scheme, host and port.</param>
/// <param name="Server">What answered; null when no model server did.</param>
/// <param name="Problem">Why there is none, in a sentence.</param>
/// <param name="IsGone">True when it is sure that nothing is there: the connection was refused.</param>
public sealed record LocalLook(Uri Origin, LocalServer? Server, string? Problem, bool IsGone);

namespace Weir.Routing.Names;

/// <summary>Finds the models that somebody may have meant: the name whole, or the part behind the connection, or a part of either.</summary>
internal static class NearestModels
{
    /// <summary>The names nearest to <paramref name="wanted"/>, best first; empty when none is near.</summary>
    /// <param name="wanted">What was written.</param>
    /// <param name="known">What there is.</param>
    /// <param name="count">At most so many.</param>
    public static IReadOnlyList<string> Find(string wanted, IEnumerable<string> known, int count)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(known);
        if (wanted.Length is 0 or > 200)
        {
            return [];
        }

        return [.. known
            .Distinct(StringComparer.Ordinal)
            .Select(name => (Name: name, Score: Score(wanted, name)))
            .Where(static entry => entry.Score < int.MaxValue)
            .OrderBy(static entry => entry.Score)
            .ThenBy(static entry => entry.Name, StringComparer.Ordinal)
            .Take(count)
            .Select(static entry => entry.Name)];
    }

    /// <summary>Lower is nearer. Slips of the pen count their edits; a name that holds the other counts what it has more.</summary>
    private static int Score(string wanted, string name)
    {
        var tail = name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..];
        var limit = Math.Max(1, wanted.Length / 3);
        var best = Math.Min(EditDistance.Between(wanted, name, limit), EditDistance.Between(wanted, tail, limit));
        if (best < int.MaxValue)
        {
            return best;
        }

        var holds = wanted.Length >= 3 && (name.Contains(wanted, StringComparison.OrdinalIgnoreCase) || (tail.Length >= 3 && wanted.Contains(tail, StringComparison.OrdinalIgnoreCase)));
        return holds ? 100 + Math.Abs(name.Length - wanted.Length) : int.MaxValue;
    }
}

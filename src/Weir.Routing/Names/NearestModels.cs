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
        var best = Math.Min(Edits(wanted, name), Edits(wanted, tail));
        if (best <= Math.Max(1, wanted.Length / 3))
        {
            return best;
        }

        var holds = wanted.Length >= 3 && (name.Contains(wanted, StringComparison.OrdinalIgnoreCase) || (tail.Length >= 3 && wanted.Contains(tail, StringComparison.OrdinalIgnoreCase)));
        return holds ? 100 + Math.Abs(name.Length - wanted.Length) : int.MaxValue;
    }

    /// <summary>Insertions, deletions, replacements and swaps of neighbours between the two, case aside (optimal string alignment).</summary>
    private static int Edits(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > Math.Max(1, a.Length / 3) || b.Length > 256)
        {
            return int.MaxValue;
        }

        Span<int> before = stackalloc int[b.Length + 1];
        Span<int> above = stackalloc int[b.Length + 1];
        Span<int> row = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            above[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var same = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]);
                row[j] = Math.Min(Math.Min(above[j] + 1, row[j - 1] + 1), above[j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }

            var spare = before;
            before = above;
            above = row;
            row = spare;
        }

        return above[b.Length];
    }
}

namespace Weir.Routing.Names;

/// <summary>Finds the names somebody may have meant: by edits (a swap of neighbours counts as one), or by a shared start.</summary>
internal static class NearestName
{
    private const int LongestCompared = 128;

    /// <summary>The nearest of the known names; null when none is near.</summary>
    public static string? Find(string wanted, IEnumerable<string> known) => FindMany(wanted, known, 1) is [var nearest] ? nearest : null;

    /// <summary>Up to <paramref name="most"/> known names that are near, nearest first, equals in ordinal order.</summary>
    public static IReadOnlyList<string> FindMany(string wanted, IEnumerable<string> known, int most)
    {
        if (wanted.Length is 0 or > LongestCompared)
        {
            return [];
        }

        var folded = wanted.ToUpperInvariant();
        var near = new List<(int Distance, string Name)>();
        foreach (var name in known.Distinct(StringComparer.Ordinal))
        {
            var limit = Math.Max(1, Math.Min(wanted.Length, name.Length) / 3);
            var distance = name.Length <= LongestCompared ? Distance(folded, name.ToUpperInvariant(), limit) : int.MaxValue;
            if (distance <= limit)
            {
                near.Add((distance, name));
            }
            else if (SharesStart(wanted, name))
            {
                near.Add((limit + 1 + Math.Abs(name.Length - wanted.Length), name));
            }
        }

        return [.. near.OrderBy(static item => item.Distance).ThenBy(static item => item.Name, StringComparer.Ordinal).Take(most).Select(static item => item.Name)];
    }

    /// <summary>Damerau-Levenshtein distance (optimal string alignment); <see cref="int.MaxValue"/> when it is above the limit.</summary>
    internal static int Distance(string left, string right, int limit)
    {
        if (Math.Abs(left.Length - right.Length) > limit)
        {
            return int.MaxValue;
        }

        Span<int> beforeLast = stackalloc int[right.Length + 1];
        Span<int> last = stackalloc int[right.Length + 1];
        Span<int> current = stackalloc int[right.Length + 1];
        for (var column = 0; column <= right.Length; column++)
        {
            last[column] = column;
        }

        for (var row = 1; row <= left.Length; row++)
        {
            current[0] = row;
            for (var column = 1; column <= right.Length; column++)
            {
                var same = left[row - 1] == right[column - 1];
                var best = Math.Min(Math.Min(last[column], current[column - 1]) + 1, last[column - 1] + (same ? 0 : 1));
                if (row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1])
                {
                    best = Math.Min(best, beforeLast[column - 2] + 1);
                }

                current[column] = best;
            }

            last.CopyTo(beforeLast);
            current.CopyTo(last);
        }

        return last[right.Length] <= limit ? last[right.Length] : int.MaxValue;
    }

    private static bool SharesStart(string wanted, string name) =>
        Math.Min(wanted.Length, name.Length) >= 4
        && (name.StartsWith(wanted, StringComparison.OrdinalIgnoreCase) || wanted.StartsWith(name, StringComparison.OrdinalIgnoreCase));
}

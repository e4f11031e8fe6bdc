namespace Weir.Routing.Names;

/// <summary>Finds the names somebody may have meant: by edits (a swap of neighbours counts as one), or by a shared start.</summary>
internal static class NearestName
{
    /// <summary>The nearest of the known names; null when none is near.</summary>
    public static string? Find(string wanted, IEnumerable<string> known) => FindMany(wanted, known, 1) is [var nearest] ? nearest : null;

    /// <summary>Up to <paramref name="most"/> known names that are near, nearest first, equals in ordinal order.</summary>
    public static IReadOnlyList<string> FindMany(string wanted, IEnumerable<string> known, int most)
    {
        if (wanted.Length is 0 or > EditDistance.LongestCompared)
        {
            return [];
        }

        var near = new List<(int Distance, string Name)>();
        foreach (var name in known.Distinct(StringComparer.Ordinal))
        {
            var limit = Math.Max(1, Math.Min(wanted.Length, name.Length) / 3);
            var distance = EditDistance.Between(wanted, name, limit);
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

    private static bool SharesStart(string wanted, string name) =>
        Math.Min(wanted.Length, name.Length) >= 4
        && (name.StartsWith(wanted, StringComparison.OrdinalIgnoreCase) || wanted.StartsWith(name, StringComparison.OrdinalIgnoreCase));
}

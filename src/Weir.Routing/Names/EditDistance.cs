namespace Weir.Routing.Names;

/// <summary>How many slips of the pen lie between two names (optimal string alignment: a swap of neighbours counts as one).</summary>
internal static class EditDistance
{
    /// <summary>Longer names are not compared.</summary>
    public const int LongestCompared = 256;

    /// <summary>Insertions, deletions, replacements and swaps of neighbours, case aside; <see cref="int.MaxValue"/> when they are more than the limit.</summary>
    public static int Between(ReadOnlySpan<char> left, ReadOnlySpan<char> right, int limit)
    {
        if (Math.Abs(left.Length - right.Length) > limit || Math.Max(left.Length, right.Length) > LongestCompared)
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
                var best = Math.Min(Math.Min(last[column], current[column - 1]) + 1, last[column - 1] + (Same(left[row - 1], right[column - 1]) ? 0 : 1));
                if (row > 1 && column > 1 && Same(left[row - 1], right[column - 2]) && Same(left[row - 2], right[column - 1]))
                {
                    best = Math.Min(best, beforeLast[column - 2] + 1);
                }

                current[column] = best;
            }

            var spare = beforeLast;
            beforeLast = last;
            last = current;
            current = spare;
        }

        return last[right.Length] <= limit ? last[right.Length] : int.MaxValue;
    }

    private static bool Same(char a, char b) => char.ToUpperInvariant(a) == char.ToUpperInvariant(b);
}

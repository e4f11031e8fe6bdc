using Weir.Metering.Analytics.Rollups;

namespace Weir.Metering.Analytics.Questions;

/// <summary>A part of a time range and where its sums come from.</summary>
/// <param name="Level">The rows of sums; <see cref="RollupLevel.Unknown"/> for the ledger itself.</param>
/// <param name="From">Unix milliseconds.</param>
/// <param name="Until">The first moment after it.</param>
internal readonly record struct RangePiece(RollupLevel Level, long From, long Until)
{
    /// <summary>
    /// Cuts a range into whole months, then days, then hours, and what is left at its ends: a year is a dozen rows for each value, and
    /// still exact to the millisecond.
    /// </summary>
    /// <param name="from">Unix milliseconds.</param>
    /// <param name="until">The first moment after it.</param>
    /// <param name="finest">Below this level the ledger is read.</param>
    public static IReadOnlyList<RangePiece> Cut(long from, long until, RollupLevel finest)
    {
        var pieces = new List<RangePiece>();
        Cut(RollupLevel.Month, from, until, finest, pieces);
        return pieces;
    }

    private static void Cut(RollupLevel level, long from, long until, RollupLevel finest, List<RangePiece> pieces)
    {
        if (from >= until)
        {
            return;
        }

        if (level < finest)
        {
            pieces.Add(new RangePiece(RollupLevel.Unknown, from, until));
            return;
        }

        var (first, last) = (level.Ceiling(from), level.Floor(until));
        if (first >= last)
        {
            Cut(level - 1, from, until, finest, pieces);
            return;
        }

        Cut(level - 1, from, first, finest, pieces);
        pieces.Add(new RangePiece(level, first, last));
        Cut(level - 1, last, until, finest, pieces);
    }
}

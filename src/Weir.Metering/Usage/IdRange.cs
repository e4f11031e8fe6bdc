using Dapper;
using Weir.Metering.Ledger;

namespace Weir.Metering.Usage;

/// <summary>
/// A filter's time as a range of ids. Ids tell the time at which they were made and are the order of the table and of most of its indexes: a range of them is read in one go, where the
/// index on time would look up each row. A row whose time is far from its id's, such as a batch's, has an index of its own: what of the time is not in the range is found by that.
/// </summary>
internal static class IdRange
{
    /// <summary>The table with the index of the rows that may be out of range; SQLite would take another.</summary>
    private const string OutOfRange = "requests r INDEXED BY requests_late";

    // How far a row's time may be from its id's before it is in that index: three of its steps.
    private const long Slack = 3 << 15;

    /// <summary>The condition of the index, in its own words.</summary>
    private const string IsLate =
        """
        abs((r.time >> 15) - (instr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substr(r.id, 5, 1)) * 1073741824
            + instr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substr(r.id, 6, 1)) * 33554432
            + instr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substr(r.id, 7, 1)) * 1048576
            + instr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substr(r.id, 8, 1)) * 32768
            + instr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substr(r.id, 9, 1)) * 1024
            + instr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substr(r.id, 10, 1)) * 32
            + instr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substr(r.id, 11, 1)) - 1108378657)) > 2
        """;

    /// <summary>The rows of the filter's time in one part or two, of which none is in both.</summary>
    public static IReadOnlyList<IdPart> Of(UsageFilter filter, DynamicParameters parameters)
    {
        var (inside, outside, late) = (new List<string>(), new List<string>(), new List<string> { IsLate });
        if (filter.Since is { } since)
        {
            // The sign keeps the index on time out.
            inside.Add("+r.time >= @Since AND r.id >= @FirstId");
            late.Add("r.time >= @Since");
            outside.Add("r.id < @FirstId");
            parameters.Add("Since", since.ToUnixTimeMilliseconds());
            parameters.Add("FirstId", RequestIds.FirstOf(since.ToUnixTimeMilliseconds() - Slack));
        }

        if (filter.Until is { } until)
        {
            inside.Add("+r.time < @Until AND r.id < @EndId");
            late.Add("r.time < @Until");
            outside.Add("r.id >= @EndId");
            parameters.Add("Until", until.ToUnixTimeMilliseconds());
            parameters.Add("EndId", RequestIds.FirstOf(until.ToUnixTimeMilliseconds() + Slack));
        }

        return outside.Count == 0 ? [new IdPart("requests r", [])]
            : [new IdPart("requests r", inside), new IdPart(OutOfRange, [.. late, $"({string.Join(" OR ", outside)})"])];
    }
}

/// <summary>A part of a range.</summary>
/// <param name="Table">What to read from.</param>
/// <param name="Conditions">What to add to the others.</param>
internal readonly record struct IdPart(string Table, IReadOnlyList<string> Conditions);

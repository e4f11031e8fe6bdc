using Dapper;
using Weir.Metering.Ledger;

namespace Weir.Metering.Usage;

/// <summary>
/// A filter's time as a range of ids. Ids tell the time at which they were made and are the order of the table and of most of its indexes: a range of them is read in one go, where the
/// index on time would look up each row. A row whose time is far from its id's, such as a batch's, has an index of its own: what of the time is not in the range is found by that.
/// </summary>
internal static class IdRange
{
    // How far a row's time may be from its id's before it is in that index: three of its steps.
    private const long Slack = 3 << 15;

    /// <summary>The condition of the index, in its own words.</summary>
    private const string IsLate =
        """
        abs((l.time >> 15) - (instr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substr(l.id, 5, 1)) * 1073741824
            + instr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substr(l.id, 6, 1)) * 33554432
            + instr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substr(l.id, 7, 1)) * 1048576
            + instr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substr(l.id, 8, 1)) * 32768
            + instr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substr(l.id, 9, 1)) * 1024
            + instr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substr(l.id, 10, 1)) * 32
            + instr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substr(l.id, 11, 1)) - 1108378657)) > 2
        """;

    /// <summary>The conditions of the filter's time: one part or two, of which no row is in both.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Of(UsageFilter filter, DynamicParameters parameters)
    {
        var (inside, outside, late) = (new List<string>(), new List<string>(), new List<string> { IsLate });
        if (filter.Since is { } since)
        {
            // The sign keeps the index on time out.
            inside.Add("+r.time >= @Since AND r.id >= @FirstId");
            late.Add("l.time >= @Since");
            outside.Add("l.id < @FirstId");
            parameters.Add("Since", since.ToUnixTimeMilliseconds());
            parameters.Add("FirstId", RequestIds.FirstOf(since.ToUnixTimeMilliseconds() - Slack));
        }

        if (filter.Until is { } until)
        {
            inside.Add("+r.time < @Until AND r.id < @EndId");
            late.Add("l.time < @Until");
            outside.Add("l.id >= @EndId");
            parameters.Add("Until", until.ToUnixTimeMilliseconds());
            parameters.Add("EndId", RequestIds.FirstOf(until.ToUnixTimeMilliseconds() + Slack));
        }

        if (outside.Count == 0)
        {
            return [[]];
        }

        // The index by its name, as SQLite would take another; and by itself, so that only what is out of range is looked up.
        late.Add($"({string.Join(" OR ", outside)})");
        return [inside, [$"r.id IN (SELECT l.id FROM requests l INDEXED BY requests_late {FilterSql.Where(late)})"]];
    }
}

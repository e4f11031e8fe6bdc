using Dapper;

namespace Weir.Metering.Usage;

/// <summary>
/// A filter's time as a range of ids. Ids ascend in time and are the order of the table and of most of its indexes: a range of them is read in
/// one go, where the index on time would look up each row.
/// </summary>
internal static class IdRange
{
    // Clocks of nodes differ, and a request gets its id a moment after its time.
    private const long Slack = 60_000;

    public static void Add(List<string> conditions, DynamicParameters parameters, UsageFilter filter)
    {
        // The sign keeps the index on time out.
        if (filter.Since is { } since)
        {
            conditions.Add("+r.time >= @Since AND r.id >= coalesce((SELECT id FROM requests WHERE time >= @FirstTime ORDER BY time, id LIMIT 1), '~')");
            parameters.Add("Since", since.ToUnixTimeMilliseconds());
            parameters.Add("FirstTime", since.ToUnixTimeMilliseconds() - Slack);
        }

        if (filter.Until is { } until)
        {
            conditions.Add("+r.time < @Until AND r.id < coalesce((SELECT id FROM requests WHERE time >= @LastTime ORDER BY time, id LIMIT 1), '~')");
            parameters.Add("Until", until.ToUnixTimeMilliseconds());
            parameters.Add("LastTime", until.ToUnixTimeMilliseconds() + Slack);
        }
    }
}

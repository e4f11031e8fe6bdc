using Weir.Metering.Reconciling.Exports;

namespace Weir.Metering.Reconciling;

/// <summary>Compares an export with the ledger, exactly: by day and model, and by request where the export has them. Pure.</summary>
public static class Reconciler
{
    /// <summary>Two clocks, and a vendor that notes the end of an answer rather than its start.</summary>
    private static readonly TimeSpan FarthestApart = TimeSpan.FromMinutes(15);

    /// <summary>So close in time, two requests that differ in their figures are still taken to be one.</summary>
    private static readonly TimeSpan Close = TimeSpan.FromSeconds(30);

    /// <summary>The differences.</summary>
    /// <param name="export">The vendor's rows.</param>
    /// <param name="ledger">The ledger's calls of the same days, in the order of time.</param>
    public static Reconciliation Compare(IReadOnlyList<ExportRow> export, IReadOnlyList<LedgerCall> ledger)
    {
        ArgumentNullException.ThrowIfNull(export);
        ArgumentNullException.ThrowIfNull(ledger);
        var match = new ModelMatch(ledger.Select(static call => call.Model));
        var (days, same) = Days(export, ledger, match);
        var hasRequests = export.Count > 0 && export.All(static row => row.Id is not null);
        var (requests, agree) = hasRequests ? Requests(export, ledger, match) : ([], 0);
        return new Reconciliation { Days = days, DaysThatAgree = same, Requests = requests, RequestsThatAgree = hasRequests ? agree : null };
    }

    private static (List<DayDifference> Days, int Same) Days(IReadOnlyList<ExportRow> export, IReadOnlyList<LedgerCall> ledger, ModelMatch match)
    {
        var theirs = export.GroupBy(row => (Day: Day(row.Time), Model: match.Find(row.Model))).ToDictionary(static group => group.Key, static group => Sum([.. group]));
        var ours = ledger.GroupBy(static call => (Day: Day(call.Time), call.Model)).ToDictionary(static group => group.Key, static group => Sum([.. group]));

        // What the export tells of nothing at all, such as money, says nothing about a day that it leaves out either.
        var told = Sum(export);
        var (days, same) = (new List<DayDifference>(), 0);
        foreach (var key in theirs.Keys.Union(ours.Keys).Order())
        {
            var (one, other) = (theirs.GetValueOrDefault(key), ours.GetValueOrDefault(key));
            if ((one ?? Nothing(told)).Agrees(other ?? Nothing(told)))
            {
                same++;
            }
            else
            {
                days.Add(new DayDifference(key.Day, key.Model, one, other));
            }
        }

        return (days, same);
    }

    /// <summary>Pairs by the vendor's id; where the ledger has not got that, by model, figures and nearness in time, and what is left over by model and nearness alone.</summary>
    private static (List<RequestDifference> Requests, int Same) Requests(IReadOnlyList<ExportRow> export, IReadOnlyList<LedgerCall> ledger, ModelMatch match)
    {
        var (differences, unknown, unpaired, same) = (new List<RequestDifference>(), new List<ExportRow>(), new List<ExportRow>(), 0);
        var byId = ledger.Where(static call => call.UpstreamId is not null).DistinctBy(static call => call.UpstreamId).ToDictionary(static call => call.UpstreamId!, StringComparer.Ordinal);
        var known = new HashSet<LedgerCall>(ReferenceEqualityComparer.Instance);
        foreach (var row in export.OrderBy(static row => row.Time))
        {
            if (!byId.Remove(row.Id!, out var call))
            {
                unknown.Add(row);
                continue;
            }

            known.Add(call);
            if (Of(row).Agrees(Of(call)))
            {
                same++;
            }
            else
            {
                differences.Add(new RequestDifference(row.Id, call.RequestId, row.Time, call.Model, Of(row), Of(call)));
            }
        }

        var free = ledger.Where(call => !known.Contains(call))
            .GroupBy(static call => call.Model, StringComparer.Ordinal).ToDictionary(static group => group.Key, static group => new List<LedgerCall>(group), StringComparer.Ordinal);
        foreach (var row in unknown)
        {
            if (Take(free, match.Find(row.Model), row, FarthestApart, mustAgree: true) is null)
            {
                unpaired.Add(row);
            }
            else
            {
                same++;
            }
        }

        foreach (var row in unpaired)
        {
            var model = match.Find(row.Model);
            var near = Take(free, model, row, Close, mustAgree: false);
            differences.Add(new RequestDifference(row.Id, near?.RequestId, row.Time, model, Of(row), near is null ? null : Of(near)));
        }

        differences.AddRange(free.Values.SelectMany(static calls => calls).Select(static call => new RequestDifference(null, call.RequestId, call.Time, call.Model, null, Of(call))));
        return ([.. differences.OrderBy(static difference => difference.Time)], same);
    }

    private static LedgerCall? Take(Dictionary<string, List<LedgerCall>> free, string model, ExportRow row, TimeSpan apart, bool mustAgree)
    {
        if (!free.TryGetValue(model, out var calls))
        {
            return null;
        }

        var wanted = Of(row);
        var (best, nearest) = (-1, apart);
        for (var i = From(calls, row.Time - apart); i < calls.Count && calls[i].Time <= row.Time + apart; i++)
        {
            var distance = (calls[i].Time - row.Time).Duration();
            if ((best < 0 || distance < nearest) && distance <= apart && (!mustAgree || wanted.Agrees(Of(calls[i]))))
            {
                (best, nearest) = (i, distance);
            }
        }

        if (best < 0)
        {
            return null;
        }

        var found = calls[best];
        calls.RemoveAt(best);
        return found;
    }

    /// <summary>Index of the first call at or after a moment.</summary>
    private static int From(List<LedgerCall> calls, DateTimeOffset moment)
    {
        var (low, high) = (0, calls.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = calls[middle].Time < moment ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static DateOnly Day(DateTimeOffset time) => DateOnly.FromDateTime(time.UtcDateTime);

    private static Figures Of(ExportRow row) => Sum([row]);

    private static Figures Of(LedgerCall call) => Sum([call]);

    private static Figures Sum(IReadOnlyList<ExportRow> rows)
    {
        var cost = Total(rows.Select(static row => row.CostNano));
        return new Figures
        {
            Requests = (long?)Total(rows.Select(static row => (decimal?)row.Requests)),
            Input = (long?)Total(rows.Select(static row => (decimal?)row.Input)),
            Output = (long?)Total(rows.Select(static row => (decimal?)row.Output)),

            // Rounded once, after adding up; vendors' sums are binary fractions written out.
            CostNano = cost is { } nano ? (long)Math.Round(nano, MidpointRounding.AwayFromZero) : null,
        };
    }

    private static Figures Sum(IReadOnlyList<LedgerCall> calls) => new()
    {
        Requests = calls.Any(static call => call.IsBatch) ? null : calls.Count,
        Input = calls.Sum(static call => call.Input),
        Output = calls.Sum(static call => call.Output),
        CostNano = calls.Any(static call => call.CostNano is not null) ? calls.Sum(static call => call.CostNano ?? 0) : 0,
        Estimated = calls.Count(static call => call.IsEstimated),
        Unpriced = calls.Count(static call => call.CostNano is null),
        Batches = calls.Count(static call => call.IsBatch),
    };

    /// <summary>The sum of what is told; null when nothing is.</summary>
    private static decimal? Total(IEnumerable<decimal?> amounts) => amounts.Aggregate((decimal?)null, static (sum, amount) => amount is null ? sum : (sum ?? 0) + amount);

    private static Figures Nothing(Figures told) => new()
    {
        Requests = told.Requests is null ? null : 0,
        Input = told.Input is null ? null : 0,
        Output = told.Output is null ? null : 0,
        CostNano = told.CostNano is null ? null : 0,
    };
}

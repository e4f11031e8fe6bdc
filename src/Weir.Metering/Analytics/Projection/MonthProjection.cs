namespace Weir.Metering.Analytics.Projection;

/// <summary>What a month will come to, told from its days and those before.</summary>
/// <param name="Spent">This month so far.</param>
/// <param name="Expected">By its end; null when too few days are known.</param>
/// <param name="Low">In 8 of 10 cases it becomes at least this; null with <paramref name="High"/> when too few days are known to tell.</param>
/// <param name="High">In 8 of 10 cases it becomes at most this.</param>
/// <param name="DaysKnown">Whole days that it was told from.</param>
public sealed record MonthProjection(long Spent, long? Expected, long? Low, long? High, int DaysKnown)
{
    /// <summary>So many whole days before today are looked at: four of each weekday.</summary>
    public const int DaysLookedAt = 28;

    /// <summary>Below this there is an expectation and no range.</summary>
    public const int FewestDaysForRange = 3;

    private const int FewestOfAKind = 3;
    private const int Trials = 2000;
    private const int Seed = 20_260_101;

    /// <summary>
    /// Tells it by drawing the days that are left, two thousand times, from days like them: the same weekday where at least three are known,
    /// else workdays from workdays and weekends from weekends, else any. Each time the known days are drawn anew first, so that few of them
    /// make a wide range. Expected is the mean; the range leaves out the lowest and the highest tenth. The same days always give the same answer.
    /// </summary>
    /// <param name="today">The date now, in the time zone that the days are of.</param>
    /// <param name="partOfToday">How much of today is over, from 0 to 1.</param>
    /// <param name="spentToday">Today so far.</param>
    /// <param name="days">Whole days before today, each once, in any order; a day that is left out counts as nothing spent.</param>
    /// <param name="firstDay">The first day of which anything is known: those before tell nothing, nor does it by itself, as it began somewhere within. Null when nothing is.</param>
    public static MonthProjection Of(DateOnly today, double partOfToday, long spentToday, IReadOnlyDictionary<DateOnly, long> days, DateOnly? firstDay)
    {
        ArgumentNullException.ThrowIfNull(days);
        var left = 1 - Math.Clamp(partOfToday, 0, 1);
        var start = new DateOnly(today.Year, today.Month, 1);
        var spent = spentToday + days.Where(day => day.Key >= start && day.Key < today).Sum(static day => day.Value);
        var known = Enumerable.Range(1, DaysLookedAt).Select(ago => today.AddDays(-ago)).Where(day => day > firstDay).ToList();
        if (known.Count == 0)
        {
            return new MonthProjection(spent, null, null, null, 0);
        }

        DateOnly[] ahead = [.. Enumerable.Range(0, start.AddMonths(1).DayNumber - today.DayNumber).Select(today.AddDays)];
        double[][] alike = [.. ahead.Select(day => Alike(day, known, days))];
        var expected = spent + ahead.Select((day, at) => alike[at].Average() * Share(day)).Sum();
        if (known.Count < FewestDaysForRange)
        {
            return new MonthProjection(spent, Whole(expected), null, null, known.Count);
        }

        var trials = Draw(alike, ahead.Select(Share).ToArray());
        return new MonthProjection(
            spent, Whole(expected), Whole(spent + trials[Trials / 10]), Whole(spent + trials[Trials - 1 - (Trials / 10)]), known.Count);

        double Share(DateOnly day) => day == today ? left : 1;
    }

    private static double[] Alike(DateOnly day, List<DateOnly> known, IReadOnlyDictionary<DateOnly, long> days)
    {
        var same = known.Where(other => other.DayOfWeek == day.DayOfWeek).ToList();
        if (same.Count < FewestOfAKind)
        {
            same = [.. known.Where(other => IsWeekend(other) == IsWeekend(day))];
        }

        return [.. (same.Count < FewestOfAKind ? known : same).Select(other => (double)days.GetValueOrDefault(other))];
    }

    // Two layers of chance: which days happened to be known, and which days are to come.
    private static double[] Draw(double[][] alike, double[] shares)
    {
#pragma warning disable CA5394 // Statistics, and the same each time.
        var random = new Random(Seed);
        var trials = new double[Trials];
        var kinds = new Dictionary<string, double[]>(StringComparer.Ordinal);
        var kindOf = alike.Select(static days => string.Join(' ', days)).ToArray();
        for (var trial = 0; trial < Trials; trial++)
        {
            kinds.Clear();
            for (var at = 0; at < alike.Length; at++)
            {
                if (!kinds.TryGetValue(kindOf[at], out var drawn))
                {
                    kinds[kindOf[at]] = drawn = random.GetItems(alike[at], alike[at].Length);
                }

                trials[trial] += drawn[random.Next(drawn.Length)] * shares[at];
            }
        }
#pragma warning restore CA5394
        Array.Sort(trials);
        return trials;
    }

    private static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    private static long Whole(double nano) => nano >= long.MaxValue ? long.MaxValue : (long)Math.Round(nano);
}

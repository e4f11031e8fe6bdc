namespace Weir.Metering.Budgets.Booking.Own;

/// <summary>The windows of one budget in memory: all that begin at a moment or later.</summary>
internal sealed class OwnBudget
{
    // Far more than one moment can need: a rolling window has sixty slices, and as many more lie before it.
    private const int Most = 512;

    private readonly string _id;
    private long _from;

    /// <param name="budget">The budget.</param>
    /// <param name="from">From where on all windows are given, unix milliseconds; one that is not has nothing booked in it.</param>
    /// <param name="windows">The windows, ascending.</param>
    public OwnBudget(Budget budget, long from, IEnumerable<Window> windows)
    {
        Budget = budget;
        _id = budget.Id;
        _from = from;
        Windows = [.. windows];
    }

    /// <summary>The budget as it was when the windows were read.</summary>
    public Budget Budget { get; }

    public List<Window> Windows { get; }

    /// <summary>From where on the windows of a budget are kept at some moment: two of its lengths, since a request may be older than its end.</summary>
    public static long From(Budget budget, DateTimeOffset now) => budget.Window.Kind switch
    {
        Budgets.Windows.WindowKind.Lifetime => long.MinValue,
        Budgets.Windows.WindowKind.Rolling => CountsFrom(budget, now - budget.Window.Length),
        _ => budget.Window.BookedIn(budget.BookedIn(now).Start.AddTicks(-1)).Start.ToUnixTimeMilliseconds(),
    };

    /// <summary>The earliest window that counts at a moment.</summary>
    public static long CountsFrom(Budget budget, DateTimeOffset at) => budget.Window.Kind == Budgets.Windows.WindowKind.Rolling
        ? budget.Window.CountsFrom(at).ToUnixTimeMilliseconds()
        : budget.BookedIn(at).Start.ToUnixTimeMilliseconds();

    /// <summary>Whether all is here that counts from a window on.</summary>
    public bool Has(long from) => from >= _from;

    /// <summary>The window that begins there; null when it is older than what is here.</summary>
    public Window? Find(long startsAt)
    {
        // From the end: nearly always it is the last one.
        for (var i = Windows.Count - 1; i >= 0; i--)
        {
            if (Windows[i].StartsAt == startsAt)
            {
                return Windows[i];
            }
        }

        return Has(startsAt) ? Add(startsAt) : null;
    }

    private Window Add(long startsAt)
    {
        var at = Windows.Count;
        while (at > 0 && Windows[at - 1].StartsAt > startsAt)
        {
            at--;
        }

        // Only time that goes on lets go of what is long past: a window that is added among the old ones must not go with them.
        if (at == Windows.Count && at >= Most)
        {
            Windows.RemoveRange(0, Most / 2);
            _from = Windows[0].StartsAt;
            at = Windows.Count;
        }

        var added = new Window(_id, startsAt, 0, 0, isNew: true);
        Windows.Insert(at, added);
        return added;
    }
}

namespace Weir.Metering.Budgets;

/// <summary>The caps of runs in force, found by what they are on. Immutable.</summary>
public sealed class RunCapSet(IEnumerable<RunCap> caps)
{
    private readonly SubjectIndex<RunCap> _index = new(caps, static cap => cap.Subject);

    public static RunCapSet Empty { get; } = new([]);

    /// <summary>The tightest cap on a request's run in each respect; null members where there is none. Allocates nothing where no cap holds.</summary>
    public (long? SoftTokens, long? HardTokens) For(in RequestSubjects subjects)
    {
        var (soft, hard) = ((long?)null, (long?)null);
        var found = _index.For(subjects);
        for (var i = 0; i < found.Count; i++)
        {
            soft = Tighter(soft, found[i].SoftTokens);
            hard = Tighter(hard, found[i].HardTokens);
        }

        return (soft, hard);
    }

    private static long? Tighter(long? one, long? other) => one is { } a && other is { } b ? Math.Min(a, b) : one ?? other;
}

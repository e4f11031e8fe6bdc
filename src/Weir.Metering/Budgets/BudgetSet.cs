namespace Weir.Metering.Budgets;

/// <summary>The budgets in force, found by what they are on. Immutable.</summary>
public sealed class BudgetSet
{
    private readonly SubjectIndex<Budget> _index;

    /// <param name="budgets">Where two have one id the first counts: name those of the file first, since the file rules what it declares.</param>
    public BudgetSet(IEnumerable<Budget> budgets)
    {
        All = [.. budgets.DistinctBy(static budget => budget.Id)];
        _index = new SubjectIndex<Budget>(All, static budget => budget.Subject);
    }

    public static BudgetSet Empty { get; } = new([]);

    public IReadOnlyList<Budget> All { get; }

    /// <summary>The budgets that hold for a request; empty, and nothing allocated, when none does.</summary>
    public IReadOnlyList<Budget> For(in RequestSubjects subjects) => _index.For(subjects);
}

using System.Collections.Frozen;

namespace Weir.Metering.Budgets;

/// <summary>The budgets in force, found by what they are on. Immutable.</summary>
public sealed class BudgetSet
{
    private static readonly SubjectKind[] Kinds =
        [SubjectKind.Gateway, SubjectKind.Key, SubjectKind.User, SubjectKind.Team, SubjectKind.Connection, SubjectKind.Model];

    private readonly FrozenDictionary<Subject, Budget[]> _bySubject;
    private readonly SubjectKind[] _kinds;

    /// <param name="budgets">Where two have one id the first counts: name those of the file first, since the file rules what it declares.</param>
    public BudgetSet(IEnumerable<Budget> budgets)
    {
        All = [.. budgets.DistinctBy(static budget => budget.Id)];
        _bySubject = All
            .GroupBy(static budget => budget.Subject)
            .ToFrozenDictionary(static group => group.Key, static group => group.ToArray());
        _kinds = [.. Kinds.Where(kind => All.Any(budget => budget.Subject.Kind == kind))];
    }

    public static BudgetSet Empty { get; } = new([]);

    public IReadOnlyList<Budget> All { get; }

    /// <summary>The budgets that hold for a request; empty, and nothing allocated, when none does.</summary>
    public IReadOnlyList<Budget> For(in RequestSubjects subjects)
    {
        List<Budget>? several = null;
        Budget[] found = [];
        foreach (var kind in _kinds)
        {
            if (subjects.Of(kind) is not { } subject || !_bySubject.TryGetValue(subject, out var budgets))
            {
                continue;
            }

            if (found.Length == 0 && several is null)
            {
                found = budgets;
                continue;
            }

            several ??= [.. found];
            several.AddRange(budgets);
        }

        return several is null ? found : several;
    }
}

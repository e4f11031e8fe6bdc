using System.Collections.Frozen;

namespace Weir.Metering.Budgets;

/// <summary>Rules, found by what they are on. Immutable.</summary>
internal sealed class SubjectIndex<T>
{
    private static readonly SubjectKind[] Kinds =
        [SubjectKind.Gateway, SubjectKind.Key, SubjectKind.User, SubjectKind.Team, SubjectKind.Connection, SubjectKind.Model];

    private readonly FrozenDictionary<Subject, T[]> _bySubject;
    private readonly SubjectKind[] _kinds;

    public SubjectIndex(IEnumerable<T> rules, Func<T, Subject> subjectOf)
    {
        _bySubject = rules.GroupBy(subjectOf).ToFrozenDictionary(static group => group.Key, static group => group.ToArray());
        _kinds = [.. Kinds.Where(kind => _bySubject.Keys.Any(subject => subject.Kind == kind))];
    }

    /// <summary>The rules that hold for a request; empty, and nothing allocated, when none does.</summary>
    public IReadOnlyList<T> For(in RequestSubjects subjects)
    {
        List<T>? several = null;
        T[] found = [];
        foreach (var kind in _kinds)
        {
            if (subjects.Of(kind) is not { } subject || !_bySubject.TryGetValue(subject, out var rules))
            {
                continue;
            }

            if (found.Length == 0)
            {
                found = rules;
                continue;
            }

            several ??= [.. found];
            several.AddRange(rules);
        }

        return several is null ? found : several;
    }
}

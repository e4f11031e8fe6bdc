namespace Weir.Metering.Budgets;

/// <summary>Everybody and everything that one attempt of a request is on account of. What is null has no budget.</summary>
public readonly record struct RequestSubjects
{
    /// <summary>Name of the client key.</summary>
    public string? Key { get; init; }

    public string? User { get; init; }

    public string? Team { get; init; }

    public string? Connection { get; init; }

    /// <summary>The target, <c>connection/model</c>.</summary>
    public string? Model { get; init; }

    /// <summary>The subject of a kind; null when the request has none.</summary>
    public Subject? Of(SubjectKind kind) => kind switch
    {
        SubjectKind.Gateway => Subject.Gateway,
        SubjectKind.Key => Named(kind, Key),
        SubjectKind.User => Named(kind, User),
        SubjectKind.Team => Named(kind, Team),
        SubjectKind.Connection => Named(kind, Connection),
        SubjectKind.Model => Named(kind, Model),
        _ => null,
    };

    private static Subject? Named(SubjectKind kind, string? name) => string.IsNullOrEmpty(name) ? null : new Subject(kind, name);
}

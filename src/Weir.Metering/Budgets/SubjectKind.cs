namespace Weir.Metering.Budgets;

/// <summary>What a budget or a rate limit can be on.</summary>
public enum SubjectKind
{
    Unknown = 0,

    /// <summary>Everything that passes.</summary>
    Gateway,
    Key,
    User,
    Team,
    Connection,

    /// <summary>A target, <c>connection/model</c>.</summary>
    Model,
}

namespace Weir.Metering.Usage;

/// <summary>What usage is summed up by.</summary>
public enum UsageGrouping
{
    Unknown = 0,
    Provider,

    /// <summary>The target that answered; the model as asked where none did.</summary>
    Model,

    /// <summary>The client key's id; its name comes along.</summary>
    Key,
    User,

    /// <summary>The day, <c>yyyy-MM-dd</c>, at the filter's <see cref="UsageFilter.UtcOffset"/>.</summary>
    Day,
    Connection,
    Operation,
    Team,

    /// <summary>One of the client's <c>x-weir-tags</c>; a request counts on each of its tags.</summary>
    Tag,

    /// <summary>The client's <c>x-weir-run</c>.</summary>
    Run,

    /// <summary>The hour, as <see cref="Day"/>.</summary>
    Hour,
}

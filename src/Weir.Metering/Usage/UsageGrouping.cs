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
}

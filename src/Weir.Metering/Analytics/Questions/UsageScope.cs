namespace Weir.Metering.Analytics.Questions;

/// <summary>Which requests are summed up. A null part lets all through; the default is all.</summary>
public sealed record UsageScope
{
    /// <summary>Requests that came in at this moment or later.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Requests that came in before this moment.</summary>
    public DateTimeOffset? Until { get; init; }

    public string? Provider { get; init; }

    public string? Connection { get; init; }

    /// <summary>The target that answered; the model as asked where none did.</summary>
    public string? Model { get; init; }

    /// <summary>A key's id or name.</summary>
    public string? Key { get; init; }

    public string? User { get; init; }

    public string? Team { get; init; }

    public string? Operation { get; init; }

    /// <summary>One of the tags, as sent: <c>a=b</c>.</summary>
    public string? Tag { get; init; }
}

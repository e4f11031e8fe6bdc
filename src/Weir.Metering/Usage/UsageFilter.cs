namespace Weir.Metering.Usage;

/// <summary>Which requests count. A null part lets all through; the default is all.</summary>
public sealed record UsageFilter
{
    /// <summary>Requests that came in at this moment or later.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Requests that came in before this moment.</summary>
    public DateTimeOffset? Until { get; init; }

    public string? Provider { get; init; }

    public string? Connection { get; init; }

    /// <summary>A model as asked or as answered.</summary>
    public string? Model { get; init; }

    /// <summary>A key's id or name.</summary>
    public string? Key { get; init; }

    public string? User { get; init; }

    public string? Operation { get; init; }

    public string? RunId { get; init; }

    /// <summary>True for failed requests only, false for the others only.</summary>
    public bool? Failed { get; init; }

    /// <summary>What is added to UTC before a request is put to a day; zero for UTC days.</summary>
    public TimeSpan UtcOffset { get; init; }
}

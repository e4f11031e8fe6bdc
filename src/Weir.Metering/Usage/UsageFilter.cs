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

    /// <summary>The key's team when the request came in.</summary>
    public string? Team { get; init; }

    public string? Operation { get; init; }

    public string? RunId { get; init; }

    /// <summary>One of the client's tags, as sent: <c>a=b</c>.</summary>
    public string? Tag { get; init; }

    /// <summary>A request's id, or what ids begin with.</summary>
    public string? Id { get; init; }

    /// <summary>The statuses that clients got, from the first to the last of them.</summary>
    public (int First, int Last)? Status { get; init; }

    /// <summary>An error's code.</summary>
    public string? Error { get; init; }

    /// <summary>Requests that cost more; those without a known price are left out.</summary>
    public Prices.NanoDollars? CostAbove { get; init; }

    /// <summary>True for failed requests only, false for the others only.</summary>
    public bool? Failed { get; init; }

    /// <summary>What is added to UTC before a request is put to a day; zero for UTC days.</summary>
    public TimeSpan UtcOffset { get; init; }
}

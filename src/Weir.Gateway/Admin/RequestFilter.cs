namespace Weir.Gateway.Admin;

/// <summary>Which requests of the ledger; a null member lets all through.</summary>
public sealed record RequestFilter
{
    public DateTimeOffset? Since { get; init; }

    public DateTimeOffset? Until { get; init; }

    public string? Provider { get; init; }

    public string? Connection { get; init; }

    /// <summary>The model as asked or as answered.</summary>
    public string? Model { get; init; }

    /// <summary>A key's id or name.</summary>
    public string? Key { get; init; }

    public string? User { get; init; }

    /// <summary>The key's team when the request came in.</summary>
    public string? Team { get; init; }

    public string? RunId { get; init; }

    /// <summary>One of the client's tags, as sent: <c>a=b</c>.</summary>
    public string? Tag { get; init; }

    /// <summary>A request's id, or what ids begin with.</summary>
    public string? Id { get; init; }

    /// <summary>What the client got: <c>429</c>, or <c>4xx</c> for all that begin so.</summary>
    public string? Status { get; init; }

    /// <summary>An error's code, such as <c>rate_limited</c>.</summary>
    public string? Error { get; init; }

    /// <summary>Only requests that cost more US dollars.</summary>
    public decimal? CostAboveUsd { get; init; }

    /// <summary>True for failed ones only, false for the others only.</summary>
    public bool? Failed { get; init; }

    /// <summary>Goes on behind this id: the last one of the page before.</summary>
    public string? Before { get; init; }
}

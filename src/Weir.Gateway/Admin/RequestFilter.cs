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

    public string? RunId { get; init; }

    /// <summary>True for failed ones only, false for the others only.</summary>
    public bool? Failed { get; init; }
}

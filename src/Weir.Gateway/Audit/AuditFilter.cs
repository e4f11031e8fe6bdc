namespace Weir.Gateway.Audit;

/// <summary>Which rows. Null members let all pass.</summary>
internal sealed record AuditFilter
{
    public DateTimeOffset? Since { get; init; }

    /// <summary>Not itself.</summary>
    public DateTimeOffset? Until { get; init; }

    public string? Kind { get; init; }

    /// <summary>The actor's name.</summary>
    public string? Who { get; init; }

    public string? Subject { get; init; }

    /// <summary>Only rows before this number: the next page.</summary>
    public long? Before { get; init; }

    /// <summary>Only rows after this number, the oldest first: for reading on.</summary>
    public long? After { get; init; }
}

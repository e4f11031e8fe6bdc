namespace Weir.Gateway.Admin.Audit;

/// <summary>Which rows of the audit log. Null members let all pass.</summary>
public sealed record AuditQuestion
{
    public DateTimeOffset? Since { get; init; }

    /// <summary>Not itself.</summary>
    public DateTimeOffset? Until { get; init; }

    public string? Kind { get; init; }

    /// <summary>Name of the actor.</summary>
    public string? Who { get; init; }

    public string? Subject { get; init; }

    /// <summary>Only rows before this number: the next page.</summary>
    public long? Before { get; init; }

    /// <summary>Only rows after this number, the oldest first.</summary>
    public long? After { get; init; }
}

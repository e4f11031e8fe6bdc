namespace Weir.Gateway.Audit;

/// <summary>Something that happened, to be written down. Holds no secret: <see cref="AuditFacts"/> takes only what is named.</summary>
internal sealed record AuditNote
{
    /// <summary>One of <see cref="AuditKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>What it happened to: the name of a key, a connection, a budget's id.</summary>
    public string Subject { get; init; } = "";

    /// <summary>A JSON object; empty where there was nothing.</summary>
    public string Before { get; init; } = "";

    /// <summary>A JSON object; empty where nothing is left.</summary>
    public string After { get; init; } = "";

    /// <summary>How often it happened, 1 or more.</summary>
    public long Times { get; init; } = 1;

    /// <summary>Who did it; null = whoever <see cref="AuditScope"/> has.</summary>
    public AuditActor? Actor { get; init; }

    /// <summary>When; null = when it is handed in.</summary>
    public DateTimeOffset? At { get; init; }
}

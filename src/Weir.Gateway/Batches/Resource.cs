namespace Weir.Gateway.Batches;

/// <summary>A file, batch or upload that a client made through Weir, or an answer that goes on without its call.</summary>
internal sealed record Resource
{
    public const string File = "file";

    public const string Batch = "batch";

    public const string Upload = "upload";

    public const string Response = "response";

    /// <summary>The provider's id; unique at its connection.</summary>
    public required string Id { get; init; }

    /// <summary>The name of the connection it lies at.</summary>
    public required string Connection { get; init; }

    public required string Kind { get; init; }

    /// <summary>The key that made it, and alone may see it.</summary>
    public required string KeyId { get; init; }

    public string? User { get; init; }

    public string? Tags { get; init; }

    public string? RunId { get; init; }

    /// <summary>The batch that wrote this file; null for all others.</summary>
    public string? BatchId { get; init; }

    /// <summary>For a response: the model that answers, by the connection's own id; null for all others.</summary>
    public string? Model { get; init; }

    /// <summary>For a batch or response: the ids of its ledger rows by model, for models on which budgets hold something; empty for all others.</summary>
    public IReadOnlyDictionary<string, string> Held { get; init; } = new Dictionary<string, string>();

    /// <summary>When Weir first saw it.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the bill of a batch or response was booked; null while it is open.</summary>
    public DateTimeOffset? SettledAt { get; init; }
}

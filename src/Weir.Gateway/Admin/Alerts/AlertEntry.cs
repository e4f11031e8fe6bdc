namespace Weir.Gateway.Admin.Alerts;

/// <summary>Something that people were told of.</summary>
public sealed record AlertEntry
{
    public required string Id { get; init; }

    /// <summary><c>budget_threshold</c>, <c>budget_reached</c>, <c>run_soft_cap</c>, <c>quota_low</c>, <c>connection_signed_out</c> or <c>connection_error</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>What it is about.</summary>
    public required string Subject { get; init; }

    /// <summary>In a sentence.</summary>
    public required string Message { get; init; }

    /// <summary>A JSON object as a text: what webhooks get as <c>facts</c>.</summary>
    public required string Facts { get; init; }

    public required DateTimeOffset RaisedAt { get; init; }

    /// <summary>Null while nobody did.</summary>
    public DateTimeOffset? AcknowledgedAt { get; init; }

    /// <summary>Name of the admin key.</summary>
    public string? AcknowledgedBy { get; init; }

    /// <summary>Where it was sent.</summary>
    public required IReadOnlyList<AlertDeliveryEntry> Deliveries { get; init; }
}

/// <summary>How an alert came to a channel.</summary>
/// <param name="Channel"><c>webhook:NAME</c> or <c>command:NAME</c>.</param>
/// <param name="State"><c>waiting</c>, <c>sent</c> or <c>given_up</c>.</param>
/// <param name="Tries">How often it was tried.</param>
/// <param name="Problem">Why the last try failed; null when it did not.</param>
public sealed record AlertDeliveryEntry(string Channel, string State, int Tries, string? Problem);

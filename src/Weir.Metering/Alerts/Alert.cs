namespace Weir.Metering.Alerts;

/// <summary>Something that a person is told of, as it is kept. Immutable; holds no secret.</summary>
public sealed record Alert
{
    public required string Id { get; init; }

    /// <summary>One of <see cref="AlertKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>What it is about: a budget's id, a connection, a run.</summary>
    public required string Subject { get; init; }

    /// <summary>For a person, in a sentence.</summary>
    public required string Message { get; init; }

    /// <summary>A JSON object.</summary>
    public required string Facts { get; init; }

    public required DateTimeOffset RaisedAt { get; init; }

    /// <summary>Null while nobody did.</summary>
    public DateTimeOffset? AcknowledgedAt { get; init; }

    /// <summary>Name of the admin key.</summary>
    public string? AcknowledgedBy { get; init; }
}

namespace Weir.Gateway.Admin.Sessions;

/// <summary>What came of a first message through a session.</summary>
public sealed record SessionTest
{
    /// <summary>The session's id.</summary>
    public required string Session { get; init; }

    public required bool Ok { get; init; }

    /// <summary>The target that answered; null when none was asked.</summary>
    public string? Model { get; init; }

    /// <summary>The request's id in the ledger.</summary>
    public required string RequestId { get; init; }

    /// <summary>What the model wrote; null when it failed.</summary>
    public string? Answer { get; init; }

    /// <summary>US dollars; null when the price is unknown.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>An error code of the data plane; null when it went well.</summary>
    public string? ErrorKind { get; init; }

    /// <summary>What went wrong, in a sentence; null when it went well.</summary>
    public string? Message { get; init; }

    /// <summary>What to do; null when it went well.</summary>
    public string? Action { get; init; }

    public required double DurationMs { get; init; }
}

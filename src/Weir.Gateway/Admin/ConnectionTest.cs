namespace Weir.Gateway.Admin;

/// <summary>How a connection answered.</summary>
public sealed record ConnectionTest
{
    public required string Connection { get; init; }

    public required bool Ok { get; init; }

    /// <summary>One of the error codes of the data plane, e.g. <c>invalid_credentials</c>; null when it went well.</summary>
    public string? ErrorKind { get; init; }

    /// <summary>What was found, in a sentence.</summary>
    public required string Message { get; init; }

    /// <summary>What to do; null when it went well.</summary>
    public string? Action { get; init; }

    public required double DurationMs { get; init; }
}

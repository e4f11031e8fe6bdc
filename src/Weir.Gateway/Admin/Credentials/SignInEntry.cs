namespace Weir.Gateway.Admin.Credentials;

/// <summary>How far a sign-in is.</summary>
public sealed record SignInEntry
{
    /// <summary>Names it until the gateway stops; empty for one that was done at once.</summary>
    public required string Id { get; init; }

    public required string Connection { get; init; }

    /// <summary>Catalogue id.</summary>
    public required string Provider { get; init; }

    public required string Method { get; init; }

    /// <summary><c>waiting</c>, <c>done</c> or <c>failed</c>.</summary>
    public required string State { get; init; }

    /// <summary>The page to open; null when there is none to open now.</summary>
    public string? Url { get; init; }

    /// <summary>The code to type there.</summary>
    public string? UserCode { get; init; }

    /// <summary>When it is too late.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>True when what the browser came back with may be pasted.</summary>
    public bool TakesPaste { get; init; }

    /// <summary>What came of it, in a sentence.</summary>
    public string? Message { get; init; }

    /// <summary>What to do when it failed.</summary>
    public string? Action { get; init; }
}

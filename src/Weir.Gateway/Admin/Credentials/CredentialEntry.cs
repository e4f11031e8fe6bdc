namespace Weir.Gateway.Admin.Credentials;

/// <summary>How a connection signs in.</summary>
public sealed record CredentialEntry
{
    public required string Connection { get; init; }

    /// <summary>Catalogue id.</summary>
    public required string Provider { get; init; }

    /// <summary><c>api</c>, <c>oauth</c>, <c>aws</c>, ...</summary>
    public required string Method { get; init; }

    /// <summary>Where the credential comes from, in words.</summary>
    public required string Source { get; init; }

    /// <summary>First and last characters of the credential, never more; null when there is none to show.</summary>
    public string? Masked { get; init; }

    /// <summary><c>ready</c>, <c>missing</c> or <c>sign_in_again</c>.</summary>
    public required string State { get; init; }

    /// <summary>What to do, in a sentence; null when ready.</summary>
    public string? Action { get; init; }

    /// <summary>When it ends unless it is renewed; null when it doesn't, or nobody knows.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>What the sign-in told that is no secret: an account's id, a host.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string>();
}

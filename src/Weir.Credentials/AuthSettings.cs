namespace Weir.Credentials;

/// <summary>The <c>auth</c> block of a connection: what its auth method needs beside a secret. Each method reads its own.</summary>
public sealed record AuthSettings
{
    /// <summary>Nothing set.</summary>
    public static AuthSettings None { get; } = new();

    /// <summary><c>flow</c>: which of the provider's OAuth sign-ins; null = the one that made the stored credential, else the first.</summary>
    public string? Flow { get; init; }

    /// <summary><c>client_id</c>: a registration of one's own instead of the catalogue's.</summary>
    public string? ClientId { get; init; }

    /// <summary><c>profile</c>: AWS profile.</summary>
    public string? Profile { get; init; }

    /// <summary><c>region</c>: AWS region to sign for.</summary>
    public string? Region { get; init; }

    /// <summary><c>role_arn</c>: AWS role to take on with the chain's credentials.</summary>
    public string? RoleArn { get; init; }

    /// <summary><c>credentials_file</c>: a Google service account, user or workload identity file, absolute.</summary>
    public string? CredentialsFile { get; init; }

    /// <summary><c>tenant</c>: Entra tenant.</summary>
    public string? Tenant { get; init; }

    /// <summary><c>scope</c>: OAuth scope of cloud tokens, instead of the provider's usual one.</summary>
    public string? Scope { get; init; }

    /// <summary><c>command</c>: program and arguments that print the token.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary><c>login_command</c>: the vendor's own program that signs a person in.</summary>
    public IReadOnlyList<string> LoginCommand { get; init; } = [];

    /// <summary><c>token_file</c>: a file that holds the token, or JSON with it; absolute.</summary>
    public string? TokenFile { get; init; }

    /// <summary><c>token_pointer</c>: JSON pointer to the token in what the command prints or the file holds; null = all of it, trimmed.</summary>
    public string? TokenPointer { get; init; }

    /// <summary><c>expires_pointer</c>: JSON pointer to the token's end (RFC 3339, or Unix seconds or milliseconds).</summary>
    public string? ExpiresPointer { get; init; }

    /// <summary><c>timeout</c>: how long a command may take; 30 s when left out.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary><c>lifetime</c>: how long a token of a command or file is used when it tells no end; 5 min when left out.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromMinutes(5);
}

using System.Collections.Frozen;

namespace Weir.Credentials;

/// <summary>What a sign-in left behind, kept in a secret store under the connection's name. Immutable.</summary>
public sealed record StoredCredential
{
    /// <summary>No facts.</summary>
    public static IReadOnlyDictionary<string, string> NoFacts { get; } = FrozenDictionary<string, string>.Empty;

    /// <summary>The auth method that uses it: <c>api</c>, <c>oauth</c>, <c>well-known</c>.</summary>
    public required string Method { get; init; }

    /// <summary>The catalogue id of the provider it is for.</summary>
    public required string Provider { get; init; }

    /// <summary>The name of the <see cref="Catalog.SignInFlow"/> that made it, for <c>oauth</c>.</summary>
    public string? Flow { get; init; }

    /// <summary>The key, access token or discovered token. Null once the provider has refused to renew it.</summary>
    public Secret? Access { get; init; }

    /// <summary>What renews <see cref="Access"/>; null where nothing does.</summary>
    public Secret? Refresh { get; init; }

    /// <summary>When <see cref="Access"/> ends; null = never, or not told.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was written, by the writer's clock.</summary>
    public DateTimeOffset SavedAt { get; init; }

    /// <summary>Why a person must sign in again, in a sentence; null while it works.</summary>
    public string? SignedOut { get; init; }

    /// <summary>What is no secret: <c>account_id</c>, <c>host</c>, values of variables that the sign-in asked for.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; init; } = NoFacts;
}

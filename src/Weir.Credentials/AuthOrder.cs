using Weir.Catalog;

namespace Weir.Credentials;

/// <summary>All that an auth method is made of.</summary>
public sealed record AuthOrder
{
    /// <summary>The connection's name; its credential lies in the vault under it.</summary>
    public required string Connection { get; init; }

    public required CatalogProvider Provider { get; init; }

    /// <summary>The key in weir.yaml, and where it stands.</summary>
    public Secret? ConfigKey { get; init; }

    public string? ConfigKeySource { get; init; }

    /// <summary>The connection whose stored key weir.yaml wants: <c>api_key: {keychain: NAME}</c>.</summary>
    public string? ConfigKeyName { get; init; }

    /// <summary>The connection's variables, then the environment.</summary>
    public required Func<string, string?> Environment { get; init; }

    /// <summary>True when the owner allows what OpenCode keeps in its auth.json to be used.</summary>
    public bool AllowsOpenCode { get; init; }

    /// <summary>The connection's <c>auth</c> settings.</summary>
    public AuthSettings Settings { get; init; } = AuthSettings.None;
}

namespace Weir.Gateway.Admin.Credentials;

/// <summary>A key that is to be kept in the secret store, for <c>api_key: {keychain: NAME}</c>. No connection is added for it.</summary>
public sealed record KeyToKeep
{
    /// <summary>The name that is wanted; another credential of this name stays, and the key gets the next free one.</summary>
    public required string Name { get; init; }

    /// <summary>Catalogue id of the provider it is for.</summary>
    public required string Provider { get; init; }

    public required string Key { get; init; }
}

/// <summary>Where a key is kept.</summary>
/// <param name="Name">The name in <c>{keychain: NAME}</c>.</param>
/// <param name="Store">For people.</param>
public sealed record KeptKey(string Name, string Store);

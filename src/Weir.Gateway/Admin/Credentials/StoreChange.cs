namespace Weir.Gateway.Admin.Credentials;

/// <summary>A change of the secret store.</summary>
public sealed record StoreChange
{
    /// <summary>Where secrets shall go: <c>keychain</c>, <c>file</c>, <c>database</c>, <c>plain</c>; null = they stay.</summary>
    public string? MoveTo { get; init; }

    /// <summary>True seals every secret under a new master key.</summary>
    public bool RotateMasterKey { get; init; }

    /// <summary>The new master key, for gateways that get it from <c>WEIR_MASTER_KEY</c>; null = a random one in the key file.</summary>
    public string? NewMasterKey { get; init; }
}

/// <summary>What a change of the store did.</summary>
/// <param name="Store">The store in use now.</param>
/// <param name="Message">In a sentence.</param>
public sealed record StoreReport(string Store, string Message);

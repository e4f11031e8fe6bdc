namespace Weir.Credentials.Tests.Stores;

/// <summary>Tests that share the one keyring run one after another: some of them lock it.</summary>
[CollectionDefinition(nameof(SecretService))]
public sealed class SecretServiceCollection;

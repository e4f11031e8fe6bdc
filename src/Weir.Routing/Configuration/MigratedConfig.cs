using Weir.Credentials;

namespace Weir.Routing.Configuration;

/// <summary>A file of version 1, or of another program, as one of version 2.</summary>
/// <param name="Source">What the old file was.</param>
/// <param name="Text">The new text, with <c>{keychain: NAME}</c> where a key stood.</param>
/// <param name="Notes">What was changed, and what was left and why; a sentence each. They hold no key.</param>
/// <param name="Keys">The keys that stood in the old file: the new one is good once they are in the secret store.</param>
public sealed record MigratedConfig(ConfigSource Source, string Text, IReadOnlyList<string> Notes, IReadOnlyList<MovedKey> Keys);

/// <summary>A key that leaves a file for the secret store.</summary>
/// <param name="Name">The name it is kept under: its connection's, unless the caller said otherwise.</param>
/// <param name="Connection">The connection that uses it.</param>
/// <param name="Provider">Catalogue id of its provider.</param>
/// <param name="Key">The key.</param>
public sealed record MovedKey(string Name, string Connection, string Provider, Secret Key);

/// <summary>What a configuration file was written for.</summary>
public enum ConfigSource
{
    /// <summary>A weir.yaml of version 2: there is nothing to do.</summary>
    Current = 0,

    /// <summary>A weir.yaml of version 1.</summary>
    VersionOne,

    /// <summary>LocalRouter's settings.yaml.</summary>
    LocalRouter,

    /// <summary>OpenCode's opencode.json or opencode.jsonc.</summary>
    OpenCode,
}

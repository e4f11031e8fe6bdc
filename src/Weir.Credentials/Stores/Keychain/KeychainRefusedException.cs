namespace Weir.Credentials.Stores.Keychain;

/// <summary>The keychain did not do what it was asked to; the message is the system's own words, where it had any.</summary>
internal sealed class KeychainRefusedException(string? trouble) : Exception(trouble ?? "it did not keep what was written");

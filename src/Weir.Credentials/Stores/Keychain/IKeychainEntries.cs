namespace Weir.Credentials.Stores.Keychain;

/// <summary>The system's keychain, one entry a name. Calls block, and may wait for a person who is asked to unlock it.</summary>
internal interface IKeychainEntries
{
    /// <summary>The entry; null when there is none, or when the keychain can't be read: on Linux the two look alike.</summary>
    byte[]? Read(string name);

    void Write(string name, byte[] value);

    void Clear(string name);
}

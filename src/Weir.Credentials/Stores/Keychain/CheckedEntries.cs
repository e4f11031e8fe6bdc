namespace Weir.Credentials.Stores.Keychain;

/// <summary>
/// Entries that are believed only when seen: a locked keyring that nobody can unlock answers a search like an empty one. Whatever is written
/// is read back, and "nothing there" counts only where something else can be read.
/// </summary>
internal sealed class CheckedEntries(IKeychainEntries entries)
{
    private const string Names = "names";
    private const byte Format = 1;

    public byte[]? Read(string name)
    {
        if (entries.Read(Entry(name)) is { } value)
        {
            return Unwrap(name, value);
        }

        // The index stays once it was written: where it can be read, the entry truly isn't there.
        if (entries.Read(Names) is null)
        {
            Probe();
        }

        return null;
    }

    public void Write(string name, ReadOnlySpan<byte> secret)
    {
        // The name goes first: a kill between the two leaves a name without a secret, which List passes over, but no secret that nobody knows of.
        var names = ReadNames();
        if (names.Add(name))
        {
            Put(Names, KeychainIndex.Write(names));
        }

        Put(Entry(name), [Format, .. secret]);
    }

    public bool Delete(string name)
    {
        var there = Read(name) is not null;
        if (there)
        {
            entries.Clear(Entry(name));
        }

        var names = ReadNames();
        if (names.Remove(name))
        {
            Put(Names, KeychainIndex.Write(names));
        }

        return there;
    }

    public IReadOnlyList<string> List() => [.. ReadNames().Where(name => Read(name) is not null)];

    /// <summary>Writes an entry, reads it back and clears it.</summary>
    public void Probe()
    {
        // A name of its own: two processes may probe at once.
        var name = $"probe/{Guid.NewGuid():n}";
        Put(name, [Format]);
        entries.Clear(name);
    }

    private SortedSet<string> ReadNames()
    {
        if (entries.Read(Names) is { } value)
        {
            return KeychainIndex.Read(value);
        }

        Probe();
        return new SortedSet<string>(StringComparer.Ordinal);
    }

    private void Put(string entry, byte[] value)
    {
        entries.Write(entry, value);
        if (entries.Read(entry) is not { } kept || !kept.AsSpan().SequenceEqual(value))
        {
            throw new IOException("it did not keep what was written");
        }
    }

    private static byte[] Unwrap(string name, byte[] value) => value[0] == Format
        ? value[1..]
        : throw new CredentialException(
            CredentialFailure.Misconfigured, $"The keychain's entry for '{name}' is none that this Weir knows.", "Run the newer Weir that wrote it, or sign in again.");

    private static string Entry(string name) => "secret/" + name;
}

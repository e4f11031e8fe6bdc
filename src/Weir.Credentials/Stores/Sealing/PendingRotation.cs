using Weir.Credentials.Stores.Files;

namespace Weir.Credentials.Stores.Sealing;

/// <summary>
/// The note of a rotation under way: the new key sealed under the old, and the old under the new. Whichever of them a start is given, after a
/// kill at any moment, it has both. It tells nothing to who has neither.
/// </summary>
internal sealed class PendingRotation(string path)
{
    private const string Next = "master key: next";
    private const string Retiring = "master key: retiring";

    private readonly EntriesFile _file = new(path);

    /// <summary>True while a rotation has to be finished.</summary>
    public bool Exists => File.Exists(path);

    public void Write(MasterKeySet keys, Action<string>? reached)
    {
        var note = new EntriesFile(path) { Reached = reached };
        note.Write(new SortedDictionary<string, byte[]>(StringComparer.Ordinal)
        {
            [Next] = Seal.Close(keys.Retiring!, Next, keys.Sealing.Bytes),
            [Retiring] = Seal.Close(keys.Sealing, Retiring, keys.Retiring!.Bytes),
        });
    }

    /// <summary>Both keys, given either; null when no rotation is under way.</summary>
    /// <exception cref="CredentialException">The key at hand is neither.</exception>
    public MasterKeySet? Read(MasterKey current)
    {
        var note = _file.Read();
        if (!note.TryGetValue(Next, out var next) || !note.TryGetValue(Retiring, out var retiring))
        {
            return null;
        }

        var alone = new MasterKeySet(current);
        return Seal.KeyOf(alone, retiring) is not null
            ? new MasterKeySet(current, new MasterKey(Seal.Open(alone, Retiring, retiring), current.Source))
            : new MasterKeySet(new MasterKey(Seal.Open(alone, Next, next), current.Source), current);
    }

    public void Delete() => File.Delete(path);
}

using System.Text;
using Weir.Credentials.Stores.Files;
using Weir.Storage.Folders;

namespace Weir.Credentials.Stores.Sealing;

/// <summary>
/// Finds the master key: in <c>WEIR_MASTER_KEY</c>, else in the key file of the data folder, which is made when the first secret is written.
/// Looked up for each use, so that a running gateway follows a rotation that another process did.
/// </summary>
internal sealed class MasterKeys
{
    public const string Variable = "WEIR_MASTER_KEY";

    private readonly Func<string, string?> _environment;
    private readonly PassPhrase _passPhrase;
    private readonly string _keyFile;
    private volatile MasterKey? _adopted;

    public MasterKeys(DataFolder folder, Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(folder);
        _environment = environment;
        _keyFile = Path.Combine(folder.FullPath, "secrets.key");
        _passPhrase = new PassPhrase(Path.Combine(folder.FullPath, "secrets.salt"));
        Pending = new PendingRotation(Path.Combine(folder.FullPath, "secrets.rotation"));
    }

    /// <summary>The rotation under way, if any.</summary>
    public PendingRotation Pending { get; }

    /// <summary>True when the environment gives the key, and the key file doesn't count.</summary>
    public bool InEnvironment => Text is not null;

    /// <summary>Absolute path of the key file, whether or not it is there.</summary>
    public string KeyFile => _keyFile;

    private string? Text => _environment(Variable)?.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>The keys that count now.</summary>
    /// <param name="create">True while the first secret is written, with the lock held: a missing key is made. False: it is missed.</param>
    /// <exception cref="CredentialException">There is no usable key; it says why.</exception>
    public MasterKeySet Load(bool create)
    {
        var current = _adopted ?? (Text is { } text ? Parse(text, create) : FromFile(create));
        return Pending.Read(current) ?? new MasterKeySet(current);
    }

    /// <summary>A key from what a person gave: 32 bytes in hex or base64, or a pass phrase.</summary>
    public MasterKey Parse(string text, bool create) =>
        new(MasterKey.Decode(text) ?? _passPhrase.ToKey(text, create), $"{Variable} (environment)");

    /// <summary>
    /// Goes on with a key that this process rotated to, in the place of the environment's old one: that can't be changed from within, and what
    /// is renewed until the restart must be kept.
    /// </summary>
    public void Adopt(MasterKey key) => _adopted = key;

    /// <summary>Makes the key the one of the key file.</summary>
    public void Keep(MasterKey key, Action<string>? reached) =>
        WholeFile.Replace(_keyFile, Encoding.ASCII.GetBytes(Convert.ToBase64String(key.Bytes) + "\n"), reached);

    private MasterKey FromFile(bool create)
    {
        if (WholeFile.Read(_keyFile) is { } content)
        {
            RefuseExposed();
            return MasterKey.Decode(Encoding.ASCII.GetString(content).Trim()) is { } bytes
                ? new MasterKey(bytes, _keyFile)
                : throw new CredentialException(
                    CredentialFailure.Misconfigured, $"The key file '{_keyFile}' is damaged: it holds no 32 bytes in base64.", "Restore it from a backup.");
        }

        if (!create)
        {
            throw new CredentialException(
                CredentialFailure.Misconfigured,
                $"There are sealed secrets but no master key: {Variable} is not set, and there is no '{_keyFile}'.",
                $"Set {Variable}, or restore the key file; without the key, delete the store's contents and sign in again.");
        }

        var key = MasterKey.Create(_keyFile);
        Keep(key, null);
        return key;
    }

    private void RefuseExposed()
    {
        const UnixFileMode others = ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(_keyFile) & others) != 0)
        {
            throw new CredentialException(
                CredentialFailure.Misconfigured,
                $"The key file '{_keyFile}' may be opened by other users of this machine.",
                $"Run `chmod 600 '{_keyFile}'`; if somebody may have read it, rotate the master key then.");
        }
    }
}

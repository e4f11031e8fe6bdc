using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Identity.Client.Extensions.Msal;
using Weir.Storage.Folders;
using MsalStorage = Microsoft.Identity.Client.Extensions.Msal.Storage;

namespace Weir.Credentials.Stores.Keychain;

/// <summary>
/// Entries through MSAL's Storage, which holds one blob: so one Storage an entry. On macOS an entry is a generic password (service, account =
/// name), with the Secret Service an item with two attributes, on Windows a DPAPI file in <paramref name="folder"/>. Entries belong to a data
/// folder: a Weir with another one has its own. Called by one thread at a time.
/// </summary>
/// <param name="folder">A folder for the files that Storage makes.</param>
/// <param name="owner">Path of the data folder.</param>
internal sealed class KeychainEntries(string folder, string owner) : IKeychainEntries
{
    private const string Program = "Weir";

    private readonly ConcurrentDictionary<string, MsalStorage> _storages = new(StringComparer.Ordinal);

    public byte[]? Read(string name) => Try(() => Open(name).ReadData() is { Length: > 0 } value ? value : null);

    public void Write(string name, byte[] value) => Try<object?>(() =>
    {
        if (OperatingSystem.IsWindows())
        {
            // Storage overwrites its file in place, and a kill would leave half of it. DPAPI doesn't care which file the bytes lie in.
            var beside = name + " (beside)";
            Open(beside).WriteData(value);
            File.Move(FileOf(beside), FileOf(name), overwrite: true);
            return null;
        }

        // Elsewhere the file is a mark of change alone; Storage would make it readable to all.
        PrivateFile.Open(FileOf(name), FileMode.OpenOrCreate, FileShare.ReadWrite).Dispose();
        Open(name).WriteData(value);
        return null;
    });

    public void Clear(string name) => Try<object?>(() =>
    {
        Open(name).Clear();
        return null;
    });

    private static T Try<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        catch (Exception e) when (OperatingSystem.IsLinux() && e is not DllNotFoundException)
        {
            // libsecret holds on to the keyring daemon that it found first. That one may have been restarted since: look for it anew.
            LibSecret.Disconnect();
            return call();
        }
    }

    private MsalStorage Open(string name) => _storages.GetOrAdd(name, Create);

    private MsalStorage Create(string name)
    {
        var properties = new StorageCreationPropertiesBuilder(Path.GetFileName(FileOf(name)), folder)
            .WithMacKeyChain($"{Program} {owner}", name)
            .WithLinuxKeyring(
                "weir.Secret",
                MsalCacheHelper.LinuxKeyRingDefaultCollection,
                $"{Program}: {name}",
                new KeyValuePair<string, string>("weir-folder", owner),
                new KeyValuePair<string, string>("weir-name", name))
            .Build();
        return MsalStorage.Create(properties);
    }

    // Names may hold what file names may not, and be longer.
    private string FileOf(string name) => Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name))[..16]));
}

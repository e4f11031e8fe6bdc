using System.Runtime.InteropServices;

namespace Weir.Credentials.Stores.Keychain;

/// <summary>Whether the machine has a keychain at all, without asking it. On Linux, libsecret and a D-Bus session must be there.</summary>
/// <param name="environment">The environment's variables.</param>
/// <param name="library">The library of the Secret Service.</param>
internal sealed class KeychainPresence(Func<string, string?> environment, string library = LibSecret.Library)
{
    /// <summary>The keychain's name on this system, for people.</summary>
    public static string SystemName =>
        OperatingSystem.IsMacOS() ? "macOS keychain" : OperatingSystem.IsWindows() ? "Windows data protection" : "Secret Service";

    /// <summary>Why there is none, in a sentence; null when there is one.</summary>
    public string? FindProblem()
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        if (!HasSession())
        {
            // Asking all the same would make libsecret start a bus of its own, or wait for one.
            return "There is no D-Bus session, and so no Secret Service: DBUS_SESSION_BUS_ADDRESS is not set.";
        }

        if (!NativeLibrary.TryLoad(library, out _))
        {
            return $"The library {library} is not installed (Debian: libsecret-1-0), which talks to the Secret Service.";
        }

        return null;
    }

    private bool HasSession() =>
        environment("DBUS_SESSION_BUS_ADDRESS") is { Length: > 0 }
        || (environment("XDG_RUNTIME_DIR") is { Length: > 0 } runtime && File.Exists(Path.Combine(runtime, "bus")));
}

using System.Runtime.InteropServices;

namespace Weir.Credentials.Stores.Keychain;

/// <summary>The one function of libsecret that MSAL's Storage does not call.</summary>
internal static class LibSecret
{
    public const string Library = "libsecret-1.so.0";

    /// <summary>Forgets the connection to the Secret Service; the next call makes a new one.</summary>
    [DllImport(Library, EntryPoint = "secret_service_disconnect")]
    public static extern void Disconnect();
}

using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Weir.Credentials.Stores.Keychain;

namespace Weir.Credentials.Tests.Stores;

/// <summary>
/// A real Secret Service for the tests of this process: gnome-keyring in a D-Bus session of its own, by eng/with-secret-service.sh. It lives
/// until the process ends, since GLib keeps its connection to the bus.
/// </summary>
internal sealed class SecretService
{
    private static readonly string[] Programs = ["dbus-run-session", "gnome-keyring-daemon", "secret-tool"];
    private static readonly Lazy<SecretService> Started = new(() => new SecretService());

    private readonly Process _session;
    private readonly Lock _lock = new();

    private SecretService()
    {
        _session = Process.Start(new ProcessStartInfo(Path.Combine(Root, "eng", "with-secret-service.sh"), ["bash"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _session.ErrorDataReceived += (_, _) => { };
        _session.BeginErrorReadLine();
        Address = Run("printf %s \"$DBUS_SESSION_BUS_ADDRESS\"");
        Assert.NotEmpty(Address);

        // libsecret reads the process's own environment, which .NET only has a copy of.
        Assert.Equal(0, SetVariable("DBUS_SESSION_BUS_ADDRESS\0"u8.ToArray(), Encoding.UTF8.GetBytes(Address + '\0'), 1));
    }

    public string Address { get; }

    private static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder!.FullName, "Weir.slnx")))
            {
                folder = folder.Parent;
            }

            return folder.FullName;
        }
    }

    /// <summary>The service; skips the test where the machine lacks its parts, but for CI, where that fails.</summary>
    public static SecretService Get()
    {
        var missing = Programs.Where(program => !IsInstalled(program)).ToList();
        if (!NativeLibrary.TryLoad("libsecret-1.so.0", out _))
        {
            missing.Add("libsecret-1.so.0");
        }

        if (missing.Count > 0)
        {
            var reason = $"The Secret Service needs {string.Join(", ", missing)}: see eng/setup-tests.sh.";
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", reason);
            Assert.Skip(reason);
        }

        return Started.Value;
    }

    public KeychainPresence Presence() => new(name => name == "DBUS_SESSION_BUS_ADDRESS" ? Address : null);

    /// <summary>Runs a command of the shell within the session, and returns what it prints.</summary>
    public string Run(string command)
    {
        lock (_lock)
        {
            const string end = "-- end of output --";
            _session.StandardInput.Write($"{command} < /dev/null\necho; echo '{end}'\n");
            _session.StandardInput.Flush();
            var output = new StringBuilder();
            while (_session.StandardOutput.ReadLine() is { } line && line != end)
            {
                output.AppendLine(line);
            }

            return output.ToString().Trim();
        }
    }

    /// <summary>Locks the keyring; nobody is there to unlock it when asked.</summary>
    public void Lock() => Run("secret-tool lock --collection=login 2> /dev/null");

    /// <summary>Puts a new daemon in the place of the running one; it is unlocked.</summary>
    public void Restart() => Run(
        """
        owner() { dbus-send --session --print-reply=literal --dest=org.freedesktop.DBus / org.freedesktop.DBus.GetNameOwner string:org.freedesktop.secrets 2> /dev/null; }
        old="$(owner)"
        printf 'test\n' | gnome-keyring-daemon --replace --unlock --components=secrets > /dev/null 2>&1
        # A call before the new one has the name would start a third.
        for _ in $(seq 200); do new="$(owner)"; [ -n "$new" ] && [ "$new" != "$old" ] && break; sleep 0.05; done
        true
        """);

    private static bool IsInstalled(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Any(folder => File.Exists(Path.Combine(folder, program)));

    [DllImport("libc", EntryPoint = "setenv")]
    private static extern int SetVariable(byte[] name, byte[] value, int overwrite);
}

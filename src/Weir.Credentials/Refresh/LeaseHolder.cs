using System.Diagnostics;
using System.Globalization;

namespace Weir.Credentials.Refresh;

/// <summary>Names the holder of a lease so that others on the machine see when it died: machine, space of process ids, process id, one of its leases.</summary>
internal static class LeaseHolder
{
    private const char Between = '|';

    // Containers may share a machine's name, but a process id means nothing in another's space of them.
    private static readonly string Place = $"{Environment.MachineName.Replace(Between, '-')}{Between}{Space()}";

    public static string New() => string.Create(CultureInfo.InvariantCulture, $"{Place}{Between}{Environment.ProcessId}{Between}{Guid.NewGuid():n}");

    /// <summary>True when the holder was a process of this machine that has ended. In doubt false: then the lease ends by its time.</summary>
    /// <param name="holder">What <see cref="New"/> gave.</param>
    /// <param name="heldAt">When it was known to hold the lease.</param>
    public static bool IsGone(string holder, DateTimeOffset heldAt)
    {
        if (!holder.StartsWith(Place + Between, StringComparison.Ordinal)
            || !int.TryParse(holder[(Place.Length + 1)..].Split(Between)[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return false;
        }

        try
        {
            using var process = Process.GetProcessById(id);

            // Another program may have got the number since.
            return process.HasExited || process.StartTime.ToUniversalTime() > heldAt.UtcDateTime;
        }
        catch (ArgumentException)
        {
            return true;
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception or NotSupportedException)
        {
            return false;
        }
    }

    private static string Space()
    {
        try
        {
            return OperatingSystem.IsLinux() ? new FileInfo("/proc/self/ns/pid").LinkTarget ?? "" : "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}

using System.Globalization;
using System.Net;

namespace Weir.Routing.Local;

/// <summary>Tells addresses of one server from those of another.</summary>
public static class LocalAddress
{
    /// <summary>Host and port; the same for every name of this machine's loopback.</summary>
    public static string KeyOf(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return string.Create(CultureInfo.InvariantCulture, $"{(IsLoopback(address) ? "loopback" : address.IdnHost.ToLowerInvariant())}:{address.Port}");
    }

    /// <summary>True when only this machine is meant.</summary>
    public static bool IsLoopback(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.IdnHost.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(address.IdnHost, out var ip) && IPAddress.IsLoopback(ip));
    }
}

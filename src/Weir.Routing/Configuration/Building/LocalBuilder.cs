using Weir.Routing.Configuration.Values;

namespace Weir.Routing.Configuration.Building;

/// <summary>The <c>local</c> block.</summary>
internal sealed class LocalBuilder(LoadContext context)
{
    public LocalConfig Build(ConfigBlock block)
    {
        var standard = new LocalConfig();
        return new LocalConfig
        {
            Enabled = block.Flag("enabled") ?? standard.Enabled,
            Ports = [.. (block.IntegerList("ports") ?? []).Select(static port => (int)port).Distinct()],
            Hosts = [.. block.Scalars("hosts").Where(IsHost).Select(static host => Bracketed(host.Text)).Distinct(StringComparer.OrdinalIgnoreCase)],
            Interval = block.Duration("interval") ?? standard.Interval,
        };
    }

    private static string Bracketed(string host) => Uri.CheckHostName(host) == UriHostNameType.IPv6 && !host.StartsWith('[') ? $"[{host}]" : host;

    private bool IsHost(ScalarValue host)
    {
        if (Uri.CheckHostName(host.Text) is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6)
        {
            return true;
        }

        context.Problems.Error(host.Node, $"{host.Shown} is not a host.", "Write it like gpu.lan or 192.168.1.20, without scheme, port and path.");
        return false;
    }
}

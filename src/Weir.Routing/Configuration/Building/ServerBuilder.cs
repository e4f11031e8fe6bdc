using Microsoft.AspNetCore.Http;
using Weir.Routing.Configuration.Values;

namespace Weir.Routing.Configuration.Building;

internal sealed class ServerBuilder(LoadContext context)
{
    public ServerConfig Build(ConfigBlock block)
    {
        foreach (var url in block.Scalars("urls"))
        {
            CheckAddress(url);
        }

        foreach (var host in block.Scalars("allow_hosts").Where(static host => host.Text.AsSpan().ContainsAny(" \t/@")))
        {
            context.Problems.Error(host.Node, $"{host.Shown} is not a host name.", "Write it like weir.example.com, without scheme and path.");
        }

        var standard = new ServerConfig();
        return new ServerConfig
        {
            Urls = block.Texts("urls") ?? standard.Urls,
            Heartbeat = Seconds(block, "heartbeat_seconds") ?? standard.Heartbeat,
            MaxBodyMegabytes = (int?)block.Integer("max_body_mb") ?? standard.MaxBodyMegabytes,
            ShutdownGrace = Seconds(block, "shutdown_seconds") ?? standard.ShutdownGrace,
            AllowedHosts = block.Texts("allow_hosts") ?? standard.AllowedHosts,
            Tls = block.Block("tls") is { } tls && tls.Text("cert") is { } certificate && tls.Text("key") is { } key
                ? (context.Absolute(certificate), context.Absolute(key))
                : null,
        };
    }

    private static TimeSpan? Seconds(ConfigBlock block, string key) => block.Integer(key) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    private void CheckAddress(ScalarValue url)
    {
        BindingAddress? address = null;
        try
        {
            address = BindingAddress.Parse(url.Text);
        }
        catch (FormatException)
        {
            // Reported below, with every other reason.
        }

        if (address is not { Scheme: "http" or "https", PathBase: "" } || url.Text.AsSpan().ContainsAny(" @?#"))
        {
            context.Problems.Error(url.Node, $"{url.Shown} is not an address to listen on.", "Write it like http://127.0.0.1:9347 or https://*:9443.");
        }
    }
}

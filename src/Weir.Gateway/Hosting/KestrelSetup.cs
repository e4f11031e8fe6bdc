using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Weir.Routing.Configuration;

namespace Weir.Gateway.Hosting;

/// <summary>Sets the web server up.</summary>
internal static class KestrelSetup
{
    public static void Configure(KestrelServerOptions options, IReadOnlyList<ListenAddress> addresses, ServerConfig server)
    {
        options.AddServerHeader = false;
        options.Limits.MaxRequestBodySize = server.MaxBodyMegabytes * 1024L * 1024;
        // An answer flows as fast as the model writes and the client reads: no rate is too slow.
        options.Limits.MinResponseDataRate = null;
        options.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(5);
        var certificate = addresses.Any(static address => address.Scheme == "https") ? Certificate(server) : null;
        foreach (var address in addresses)
        {
            if (address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
            {
                options.ListenLocalhost(address.Port, listen => Configure(listen, address, certificate));
            }
            else if (IPAddress.TryParse(address.Host, out var ip))
            {
                options.Listen(ip, address.Port, listen => Configure(listen, address, certificate));
            }
            else
            {
                throw new StartRefusedException($"Weir can't listen on the host name \"{address.Host}\".", "Give an IP address of this machine, localhost, or * for all.");
            }
        }
    }

    private static void Configure(ListenOptions listen, ListenAddress address, X509Certificate2? certificate)
    {
        listen.Protocols = address.Scheme switch
        {
            "https" => HttpProtocols.Http1AndHttp2,
            "h2c" => HttpProtocols.Http2,
            _ => HttpProtocols.Http1,
        };
        if (certificate is not null && address.Scheme == "https")
        {
            listen.UseHttps(certificate);
        }
    }

    private static X509Certificate2 Certificate(ServerConfig server)
    {
        if (server.Tls is not var (certificate, key))
        {
            throw new StartRefusedException("An https address needs a certificate.", "Set server.tls.cert and server.tls.key in weir.yaml to PEM files.");
        }

        try
        {
            return X509Certificate2.CreateFromPemFile(certificate, key);
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"The certificate can't be used: {exception.Message}", "Check server.tls.cert and server.tls.key in weir.yaml: PEM, readable, belonging together.");
        }
    }
}

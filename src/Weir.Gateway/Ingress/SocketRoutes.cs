using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Weir.Gateway.Realtime;
using Weir.Gateway.Security;

namespace Weir.Gateway.Ingress;

/// <summary>The routes of WebSockets. HTTP/1.1 upgrades a GET; HTTP/2 sends a CONNECT.</summary>
internal static class SocketRoutes
{
    private static readonly string[] Methods = ["GET", "CONNECT"];

    public static void MapSockets(this IEndpointRouteBuilder routes, Gatekeeper gatekeeper)
    {
        var realtime = routes.ServiceProvider.GetRequiredService<RealtimeEndpoint>();
        foreach (var method in Methods)
        {
            routes.MapClient(method, "/v1/realtime", gatekeeper, realtime.RunAsync);
        }
    }
}

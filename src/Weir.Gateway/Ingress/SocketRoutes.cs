using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Weir.Catalog;
using Weir.Gateway.Realtime;
using Weir.Gateway.ResponsesSocket;
using Weir.Gateway.Security;

namespace Weir.Gateway.Ingress;

/// <summary>The routes of WebSockets. HTTP/1.1 upgrades a GET; HTTP/2 sends a CONNECT.</summary>
internal static class SocketRoutes
{
    private static readonly string[] Methods = ["GET", "CONNECT"];

    public static void MapSockets(this IEndpointRouteBuilder routes, Gatekeeper gatekeeper)
    {
        var realtime = routes.ServiceProvider.GetRequiredService<RealtimeEndpoint>();
        var responses = routes.ServiceProvider.GetRequiredService<ResponsesSocketEndpoint>();
        foreach (var method in Methods)
        {
            routes.MapClient(method, "/v1/realtime", gatekeeper, realtime.RunAsync);
            routes.MapClient(method, "/v1/responses", gatekeeper, responses.RunAsync, DialectNames.OpenAiResponses);
        }
    }
}

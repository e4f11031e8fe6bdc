using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Security;

namespace Weir.Gateway.Ingress;

/// <summary>The table of data-plane routes.</summary>
internal static class DataPlaneRoutes
{
    private static readonly string[] PassThroughMethods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

    public static void MapDataPlane(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var gatekeeper = services.GetRequiredService<Gatekeeper>();
        var pipeline = services.GetRequiredService<RequestPipeline>();
        foreach (var operation in Operations.Routed)
        {
            routes.MapClient("POST", "/v1" + operation.Path, gatekeeper, (http, key) => pipeline.RunAsync(http, operation, key));
        }

        var models = services.GetRequiredService<ModelsEndpoint>();
        routes.MapClient("GET", "/v1/models", gatekeeper, models.ListAsync);
        routes.MapClient("GET", "/v1/models/{**id}", gatekeeper, models.ShowAsync);
        routes.MapClient("GET", "/v1/requests/{id}", gatekeeper, RequestLookupEndpoint.ShowAsync);

        var passThrough = services.GetRequiredService<PassThroughEndpoint>();
        foreach (var method in PassThroughMethods)
        {
            routes.MapClient(method, PassThroughEndpoint.Route, gatekeeper, passThrough.RunAsync);
        }
    }
}

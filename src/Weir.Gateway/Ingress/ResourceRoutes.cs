using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Weir.Gateway.Batches;
using Weir.Gateway.Security;

namespace Weir.Gateway.Ingress;

/// <summary>The routes of files, batches and uploads.</summary>
internal static class ResourceRoutes
{
    private static readonly string[] Collections = ["files", "batches", "uploads"];

    private static readonly string[] Methods = ["GET", "POST", "DELETE"];

    public static void MapResources(this IEndpointRouteBuilder routes, Gatekeeper gatekeeper)
    {
        var resources = routes.ServiceProvider.GetRequiredService<ResourcesEndpoint>();
        foreach (var collection in Collections)
        {
            foreach (var method in Methods)
            {
                routes.MapClient(method, $"/v1/{collection}/{{**path}}", gatekeeper, resources.RunAsync);
            }
        }
    }
}

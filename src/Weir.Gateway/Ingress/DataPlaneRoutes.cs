using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Weir.Catalog;
using Weir.Dialects.Errors;
using Weir.Gateway.Ingress.Discovery;
using Weir.Gateway.Ingress.Models;
using Weir.Gateway.Ingress.ServedQuotas;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Responses;
using Weir.Gateway.Security;

namespace Weir.Gateway.Ingress;

/// <summary>The table of data-plane routes.</summary>
internal static class DataPlaneRoutes
{
    private static readonly string[] PassThroughMethods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

    private static readonly string[] GeminiVersions = ["v1beta", "v1"];

    private static readonly string[] WrongMethods = ["GET", "PUT", "PATCH", "DELETE"];

    public static void MapDataPlane(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var gatekeeper = services.GetRequiredService<Gatekeeper>();
        var pipeline = services.GetRequiredService<RequestPipeline>();
        foreach (var (path, operation) in Operations.Routed)
        {
            routes.MapClient("POST", "/v1" + path, gatekeeper, (http, key) => pipeline.RunAsync(http, operation, key), operation.Dialect);
            foreach (var method in WrongMethods.Where(method => method != "GET" || operation != Operations.Responses))
            {
                routes.MapPublic(method, "/v1" + path, WrongMethodAsync, operation.Dialect);
            }
        }

        var gemini = services.GetRequiredService<GeminiEndpoint>();
        var models = services.GetRequiredService<ModelsEndpoint>();
        foreach (var version in GeminiVersions)
        {
            routes.MapClient("POST", $"/{version}/models/{{**call}}", gatekeeper, gemini.RunAsync, DialectNames.Gemini);
            routes.MapClient("GET", $"/{version}/models", gatekeeper, models.ListAsync, version == "v1" ? null : DialectNames.Gemini);
            routes.MapClient("GET", $"/{version}/models/{{**id}}", gatekeeper, models.ShowAsync, version == "v1" ? null : DialectNames.Gemini);
        }

        routes.MapClient("GET", "/v1/requests/{id}", gatekeeper, services.GetRequiredService<RequestLookupEndpoint>().ShowAsync);

        routes.MapClient("POST", EstimateEndpoint.Path, gatekeeper, services.GetRequiredService<EstimateEndpoint>().AnswerAsync);

        var quotas = services.GetRequiredService<ServedQuotaEndpoint>();
        foreach (var (path, write) in ServedQuotaEndpoint.Shapes)
        {
            routes.MapClient("GET", path, gatekeeper, (http, key) => quotas.AnswerAsync(http, key, write));
        }

        var discovery = services.GetRequiredService<DiscoveryEndpoint>();
        routes.MapPublic("GET", DiscoveryEndpoint.Path, DiscoveryEndpoint.AnnounceAsync);
        routes.MapClient("GET", DiscoveryEndpoint.ConfigPath, gatekeeper, discovery.ConfigAsync);

        var responses = services.GetRequiredService<ResponsesEndpoint>();
        routes.MapClient("GET", "/v1/responses/{id}", gatekeeper, responses.RunAsync, DialectNames.OpenAiResponses);
        routes.MapClient("DELETE", "/v1/responses/{id}", gatekeeper, responses.RunAsync, DialectNames.OpenAiResponses);
        routes.MapClient("GET", "/v1/responses/{id}/{rest}", gatekeeper, responses.RunAsync, DialectNames.OpenAiResponses);
        routes.MapClient("POST", "/v1/responses/{id}/{rest}", gatekeeper, responses.RunAsync, DialectNames.OpenAiResponses);

        routes.MapSockets(gatekeeper);
        routes.MapResources(gatekeeper);

        var passThrough = services.GetRequiredService<PassThroughEndpoint>();
        foreach (var method in PassThroughMethods)
        {
            routes.MapClient(method, PassThroughEndpoint.Route, gatekeeper, passThrough.RunAsync);
        }
    }

    private static Task WrongMethodAsync(HttpContext http)
    {
        http.Response.Headers.Allow = "POST";
        var error = new WeirError(ErrorKind.InvalidRequest, $"{http.Request.Path} takes POST, not {http.Request.Method}.", "Send a POST with a body.") { Status = StatusCodes.Status405MethodNotAllowed };
        return ErrorAnswer.WriteAsync(http.Response, error, http.RequestAborted);
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Weir.Dialects.Errors;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Security;

namespace Weir.Gateway.Ingress;

/// <summary>Answers what no route serves.</summary>
internal static class UnknownRoute
{
    public static void MapUnknown(this IEndpointRouteBuilder routes) =>
        routes.MapFallback("{**path}", static http => ErrorAnswer.WriteAsync(
            http.Response,
            UnservedApis.Explain(http.Request.Path) ?? new WeirError(ErrorKind.InvalidRequest, $"There is no {http.Request.Method} {http.Request.Path} here.", "Check the base URL: OpenAI clients want it to end in /v1. docs/api.md lists every path.") { Status = 404 },
            http.RequestAborted)).WithMetadata(new AccessMetadata(Access.Public));
}

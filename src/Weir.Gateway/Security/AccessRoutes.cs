using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Weir.Gateway.Translation;
using Weir.Metering.Keys;
using Weir.Metering.People;

namespace Weir.Gateway.Security;

/// <summary>The only way routes are mapped: each says who may call it, and the check comes with the saying.</summary>
internal static class AccessRoutes
{
    public static void MapPublic(this IEndpointRouteBuilder routes, string method, string path, RequestDelegate handler, string? dialect = null) =>
        routes.MapMethods(path, [method], handler).WithMetadata(Metadata(Access.Public, dialect));

    public static void MapClient(this IEndpointRouteBuilder routes, string method, string path, Gatekeeper gatekeeper, Func<HttpContext, ClientKey, Task> handler, string? dialect = null) =>
        routes.MapMethods(path, [method], http => gatekeeper.RunAsync(http, handler)).WithMetadata(Metadata(Access.Client, dialect));

    public static void MapAdmin(this IEndpointRouteBuilder routes, string method, string path, AdminDoor door, Role least, Func<HttpContext, Caller, Task> handler) =>
        routes.MapMethods(path, [method], http => door.RunAsync(http, least, handler)).WithMetadata(new AccessMetadata(Access.Admin));

    private static object[] Metadata(Access access, string? dialect) => dialect is null ? [new AccessMetadata(access)] : [new AccessMetadata(access), new DialectMetadata(dialect)];

    /// <summary>Endpoints that declare no access; must be none.</summary>
    public static IReadOnlyList<string> Undeclared(this EndpointDataSource endpoints) =>
        [.. endpoints.Endpoints.Where(static endpoint => endpoint.Metadata.GetMetadata<AccessMetadata>() is null or { Access: Access.Unknown }).Select(static endpoint => endpoint.DisplayName ?? "?")];
}

/// <summary>The declaration on an endpoint.</summary>
/// <param name="Access">Who may call it.</param>
internal sealed record AccessMetadata(Access Access);

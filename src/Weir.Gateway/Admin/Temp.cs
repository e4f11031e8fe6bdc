using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Weir.Gateway.Hosting;

namespace Weir.Gateway.Admin;

internal static class Temp
{
    public static IServiceCollection AddAdmin(this IServiceCollection s, ServeOptions o) => s;
    public static void MapAdminApi(this IEndpointRouteBuilder r) { _ = r; }
}

using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Weir.Gateway.Security;

namespace Weir.Gateway.Telemetry;

/// <summary>Health and metrics.</summary>
internal static class HealthRoutes
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var lifetime = routes.ServiceProvider.GetRequiredService<IHostApplicationLifetime>();
        var exporter = routes.ServiceProvider.GetRequiredService<PrometheusExporter>();
        routes.MapPublic("GET", "/health/live", static http => AnswerAsync(http, StatusCodes.Status200OK, "application/json", """{"status":"live"}"""));
        routes.MapPublic("GET", "/health/ready", http => lifetime.ApplicationStopping.IsCancellationRequested || !lifetime.ApplicationStarted.IsCancellationRequested
            ? AnswerAsync(http, StatusCodes.Status503ServiceUnavailable, "application/json", """{"status":"stopping"}""")
            : AnswerAsync(http, StatusCodes.Status200OK, "application/json", """{"status":"ready"}"""));
        routes.MapPublic("GET", "/metrics", http => AnswerAsync(http, StatusCodes.Status200OK, "text/plain; version=0.0.4; charset=utf-8", exporter.Write()));
    }

    private static async Task AnswerAsync(HttpContext http, int status, string type, string text)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = type;
        await http.Response.BodyWriter.WriteAsync(Encoding.UTF8.GetBytes(text), http.RequestAborted);
    }
}

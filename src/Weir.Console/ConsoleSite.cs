using Microsoft.AspNetCore.Http;

namespace Weir.Console;

/// <summary>Serves the console at <c>/console</c>: a static app over the admin API. It knows nothing of the gateway, and keeps no state.</summary>
public static class ConsoleSite
{
    // When the first page is asked for: a gateway whose console nobody opens reads none of it.
    private static readonly Lazy<ConsoleFiles> Embedded = new(ConsoleFiles.Embedded);

    private static ConsoleFiles Files => Embedded.Value;

    /// <summary>Registers the pages, which anybody may fetch: what they show comes from the admin API.</summary>
    /// <param name="map">Registers a handler for a method and a route template.</param>
    public static void Map(Action<string, string, RequestDelegate> map)
    {
        ArgumentNullException.ThrowIfNull(map);
        map("GET", "/console/{**path}", ServeAsync);
    }

    private static Task ServeAsync(HttpContext http)
    {
        // Without the slash at the end the pages' relative addresses would lead elsewhere.
        if (!http.Request.Path.StartsWithSegments("/console", out var rest) || !rest.HasValue)
        {
            http.Response.Redirect("/console/");
            return Task.CompletedTask;
        }

        SecurityHeaders.Add(http.Response);
        if (Files.Find(rest.Value!.TrimStart('/')) is { } file)
        {
            return file.SendAsync(http);
        }

        if (rest.Value.StartsWith("/assets/", StringComparison.Ordinal))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        // Every other address is a page of the app, which finds its way by itself.
        return Files.Index is { } index ? Page.SendAsync(http, index) : Page.SendMissingAsync(http);
    }
}

using Microsoft.AspNetCore.Http;

namespace Weir.Console;

/// <summary>A file of the app.</summary>
/// <param name="path">Below <c>/console/</c>.</param>
/// <param name="bytes">As it is.</param>
/// <param name="brotli">The same, compressed when the app was built; null where that gained nothing.</param>
internal sealed class ConsoleFile(string path, byte[] bytes, byte[]? brotli)
{
    private readonly string _contentType = Path.GetExtension(path) switch
    {
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".woff2" => "font/woff2",
        ".png" => "image/png",
        ".json" => "application/json",
        _ => "application/octet-stream",
    };

    // The build puts a hash of the content into these names.
    private readonly string _cacheControl = path.StartsWith("assets/", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";

    public Task SendAsync(HttpContext http)
    {
        var response = http.Response;
        response.ContentType = _contentType;
        response.Headers.CacheControl = _cacheControl;
        response.Headers.Vary = "Accept-Encoding";
        var body = bytes;
        if (brotli is not null && http.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal))
        {
            response.Headers.ContentEncoding = "br";
            body = brotli;
        }

        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, http.RequestAborted).AsTask();
    }
}

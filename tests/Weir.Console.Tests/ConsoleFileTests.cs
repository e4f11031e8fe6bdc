using Microsoft.AspNetCore.Http;

namespace Weir.Console.Tests;

public sealed class ConsoleFileTests
{
    private static readonly byte[] Plain = [1, 2, 3, 4];
    private static readonly byte[] Small = [9];

    [Theory]
    [InlineData("assets/index-3f.js", "text/javascript; charset=utf-8")]
    [InlineData("assets/index-3f.css", "text/css; charset=utf-8")]
    [InlineData("weir.svg", "image/svg+xml")]
    [InlineData("unknown.bin", "application/octet-stream")]
    public async Task A_file_is_what_its_name_says(string path, string type) =>
        Assert.Equal(type, (await SendAsync(new ConsoleFile(path, Plain, null))).ContentType);

    [Theory]
    [InlineData("assets/index-3f.js", "public, max-age=31536000, immutable")]
    [InlineData("theme.js", "no-cache")]
    [InlineData("assets.js", "no-cache")]
    public async Task Only_names_with_a_hash_are_kept_for_good(string path, string control) =>
        Assert.Equal(control, (await SendAsync(new ConsoleFile(path, Plain, null))).Headers.CacheControl);

    [Theory]
    [InlineData("gzip, br", true)]
    [InlineData("gzip", false)]
    [InlineData("", false)]
    public async Task Who_takes_it_gets_it_small(string accepts, bool isSmall)
    {
        var response = await SendAsync(new ConsoleFile("assets/a.js", Plain, Small), accepts);

        Assert.Equal(isSmall ? "br" : "", response.Headers.ContentEncoding.ToString());
        Assert.Equal(isSmall ? Small : Plain, ((MemoryStream)response.Body).ToArray());
        Assert.Equal(response.Body.Length, response.ContentLength);
        Assert.Equal("Accept-Encoding", response.Headers.Vary);
    }

    private static async Task<HttpResponse> SendAsync(ConsoleFile file, string accepts = "")
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.AcceptEncoding = accepts;
        http.Response.Body = new MemoryStream();
        await file.SendAsync(http);
        return http.Response;
    }
}

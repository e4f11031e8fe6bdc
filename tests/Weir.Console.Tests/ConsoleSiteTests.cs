using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Weir.Console.Tests;

/// <summary>The site as it was built: with the app, or with the page that says how to get it.</summary>
public sealed partial class ConsoleSiteTests
{
    [Fact]
    public async Task Without_the_slash_it_leads_to_the_page()
    {
        var response = await GetAsync("/console");

        Assert.Equal((302, "/console/"), (response.StatusCode, response.Headers.Location.ToString()));
    }

    [Theory]
    [InlineData("/console/")]
    [InlineData("/console/keys")]
    [InlineData("/console/requests/req_1")]
    public async Task Every_page_bears_the_policy_with_a_nonce_of_its_own(string path)
    {
        var first = await GetAsync(path);
        var second = await GetAsync(path);
        var nonce = Nonce().Match(first.Headers.ContentSecurityPolicy.ToString());

        Assert.Contains("default-src 'none'", first.Headers.ContentSecurityPolicy.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", first.Headers.ContentSecurityPolicy.ToString(), StringComparison.Ordinal);
        Assert.True(nonce.Success);
        Assert.Contains(nonce.Groups[1].Value, Text(first), StringComparison.Ordinal);
        Assert.NotEqual(nonce.Groups[1].Value, Nonce().Match(second.Headers.ContentSecurityPolicy.ToString()).Groups[1].Value);
        Assert.DoesNotContain("__NONCE__", Text(first), StringComparison.Ordinal);
        Assert.Equal("no-store", first.Headers.CacheControl);
    }

    [Theory]
    [InlineData("/console/")]
    [InlineData("/console/assets/none.js")]
    public async Task Every_answer_says_what_a_browser_may_do(string path)
    {
        var headers = (await GetAsync(path)).Headers;

        Assert.Equal("nosniff", headers.XContentTypeOptions);
        Assert.Equal("no-referrer", headers["Referrer-Policy"]);
        Assert.Equal("same-origin", headers["Cross-Origin-Opener-Policy"]);
        Assert.Equal("same-origin", headers["Cross-Origin-Resource-Policy"]);
        Assert.Contains("camera=()", headers["Permissions-Policy"].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_no_page() => Assert.Equal(404, (await GetAsync("/console/assets/none.js")).StatusCode);

    [Fact]
    public void What_is_built_has_its_page_and_every_file_that_the_page_names()
    {
        var files = ConsoleFiles.Embedded();
        Assert.SkipWhen(files.Index is null, "The console was not built: there is no Node.js.");
        var named = Named().Matches(files.Index!).Select(static match => match.Groups[1].Value).ToList();

        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.NotNull(files.Find(name)));
        Assert.Null(files.Find("index.html"));
    }

    private static async Task<HttpResponse> GetAsync(string path)
    {
        RequestDelegate? serve = null;
        ConsoleSite.Map((method, template, handler) =>
        {
            Assert.Equal(("GET", "/console/{**path}"), (method, template));
            serve = handler;
        });
        var http = new DefaultHttpContext();
        http.Request.Method = "GET";
        http.Request.Path = path;
        http.Response.Body = new MemoryStream();
        await serve!(http);
        return http.Response;
    }

    private static string Text(HttpResponse response) => System.Text.Encoding.UTF8.GetString(((MemoryStream)response.Body).ToArray());

    [GeneratedRegex("'nonce-([^']+)'")]
    private static partial Regex Nonce();

    [GeneratedRegex("(?:src|href)=\"/console/([^\"]+)\"")]
    private static partial Regex Named();
}

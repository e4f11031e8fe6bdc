using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Browsers;

/// <summary>Who gets into the console, by what, and for how long. Over plain HTTP: what a browser adds is tested in a browser.</summary>
public sealed partial class SignInTests(SimulatorGateway gateway) : IClassFixture<SimulatorGateway>
{
    private static readonly Uri Keys = new("admin/api/v1/keys", UriKind.Relative);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Serve_prints_a_link_that_works_once()
    {
        var token = await Eventually.GetAsync("a link", () => Task.FromResult(LinkToken().Match(gateway.Weir.Output) is { Success: true } match ? match.Groups[1].Value : null), Token);

        using var first = await SignInAsync($$"""{"token":"{{token}}"}""");
        using var second = await SignInAsync($$"""{"token":"{{token}}"}""");

        Assert.Equal(HttpStatusCode.NoContent, first.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, second.StatusCode);
    }

    [Fact]
    public async Task Console_open_prints_a_link_and_the_log_holds_no_token()
    {
        var opened = await gateway.Weir.RunCliAsync("console", "open");
        var token = LinkToken().Match(opened.Output).Groups[1].Value;

        using var answer = await SignInAsync($$"""{"token":"{{token}}"}""");

        Assert.StartsWith(gateway.Weir.Url.GetLeftPart(UriPartial.Authority) + "/console/sign-in#", opened.Output, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.DoesNotContain(token, gateway.Weir.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cookie_is_for_the_admin_API_of_this_site_and_no_script()
    {
        using var answer = await SignInAsync($$"""{"key":"{{gateway.Weir.AdminKey}}"}""");
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie")).ToLowerInvariant();

        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=strict", cookie, StringComparison.Ordinal);
        Assert.Contains("path=/admin", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain(gateway.Weir.AdminKey, cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_key_signs_nobody_in()
    {
        using var answer = await SignInAsync($$"""{"key":"{{gateway.Weir.ClientKey}}"}""");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Another_site_s_form_can_t_sign_anybody_in()
    {
        using var answer = await SignInAsync($$"""{"key":"{{gateway.Weir.AdminKey}}"}""", header: false);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task The_cookie_opens_the_admin_API_and_a_change_needs_the_header_too()
    {
        var cookie = await CookieAsync();

        Assert.Equal(200, await CallAsync(HttpMethod.Get, Keys, cookie));
        Assert.Equal(403, await CallAsync(HttpMethod.Post, Keys, cookie));
        Assert.Equal(201, await CallAsync(HttpMethod.Post, Keys, cookie, header: true));
        Assert.Equal(403, await CallAsync(HttpMethod.Get, Keys, cookie, site: "cross-site"));
    }

    [Fact]
    public async Task A_session_outlives_the_gateway_and_ends_when_it_is_signed_out()
    {
        using var home = new WeirHome(new WeirSetup());
        string cookie;
        await using (var before = await WeirProcess.StartAsync(home, Token))
        {
            cookie = await CookieAsync(before);
            await before.StopAsync(Token);
        }

        await using var after = await WeirProcess.StartAsync(home, Token);
        Assert.Equal(200, await CallAsync(HttpMethod.Get, Keys, cookie, weir: after));
        Assert.Equal(204, await CallAsync(HttpMethod.Delete, new Uri("admin/api/v1/console/session", UriKind.Relative), cookie, header: true, weir: after));
        Assert.Equal(401, await CallAsync(HttpMethod.Get, Keys, cookie, weir: after));
    }

    [Fact]
    public async Task A_revoked_key_ends_the_sessions_that_it_opened()
    {
        var created = (await gateway.Weir.RunCliAsync("keys", "create", "operator", "--admin", "--json")).Json();
        var cookie = await CookieAsync(key: created.GetProperty("key").GetString());
        Assert.Equal(200, await CallAsync(HttpMethod.Get, Keys, cookie));

        await gateway.Weir.RunCliAsync("keys", "revoke", "operator", "--yes");

        Assert.Equal(401, await CallAsync(HttpMethod.Get, Keys, cookie));
    }

    [Fact]
    public async Task The_page_allows_nothing_inline_and_nothing_from_elsewhere()
    {
        using var client = gateway.Weir.CreateClient();
        using var one = await client.GetAsync(new Uri("console/", UriKind.Relative), Token);
        using var other = await client.GetAsync(new Uri("console/requests/1", UriKind.Relative), Token);
        var policy = one.Headers.GetValues("Content-Security-Policy").Single();
        var page = await one.Content.ReadAsStringAsync(Token);

        Assert.Equal("text/html", one.Content.Headers.ContentType?.MediaType);
        Assert.Contains("default-src 'none'; script-src 'self'; style-src 'self' 'nonce-", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.NotEqual(policy, other.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("no-store", one.Headers.CacheControl?.ToString());
        Assert.DoesNotContain("http://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_with_a_hash_in_their_name_are_kept_for_good_and_come_compressed()
    {
        using var client = gateway.Weir.CreateClient();
        var page = await client.GetStringAsync(new Uri("console/", UriKind.Relative), Token);
        using var request = new HttpRequestMessage(HttpMethod.Get, Script().Match(page).Groups[1].Value);
        request.Headers.Add("Accept-Encoding", "gzip, br");
        using var script = await client.SendAsync(request, Token);
        using var missing = await client.GetAsync(new Uri("console/assets/none.js", UriKind.Relative), Token);

        Assert.Contains("immutable", script.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
        Assert.Equal("br", Assert.Single(script.Content.Headers.ContentEncoding));
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public async Task Requests_are_told_as_they_are_settled()
    {
        using var client = gateway.Weir.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("admin/api/v1/events", UriKind.Relative));
        request.Headers.Add("Cookie", await CookieAsync());
        using var stream = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
        Assert.Equal("text/event-stream", stream.Content.Headers.ContentType?.MediaType);
        using var lines = new StreamReader(await stream.Content.ReadAsStreamAsync(Token));

        // The first pulse says that the source looks: what comes from now on is new.
        await ReadUntilAsync(lines, "event: pulse");
        var answer = await gateway.Weir.Http.ChatAsync("simulator/echo", Token);
        await ReadUntilAsync(lines, "event: requests");
        var data = await lines.ReadLineAsync(Token);

        Assert.Contains(answer.RequestId, data, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_comes_again_hears_what_ended_meanwhile(bool byHeader)
    {
        using var client = gateway.Weir.CreateClient();
        var cookie = await CookieAsync();
        var last = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var answer = await gateway.Weir.Http.ChatAsync("simulator/echo", Token);
        await Ledger.LedgerRow.ReadAsync(gateway.Weir, answer.RequestId, Token);

        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("admin/api/v1/events" + (byHeader ? "" : $"?after={last}"), UriKind.Relative));
        request.Headers.Add("Cookie", cookie);
        if (byHeader)
        {
            request.Headers.Add("Last-Event-ID", $"{last}");
        }

        using var stream = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
        using var lines = new StreamReader(await stream.Content.ReadAsStreamAsync(Token));
        await ReadUntilAsync(lines, $"id: {last}");
        Assert.Equal("event: requests", await lines.ReadLineAsync(Token));
        Assert.Contains(answer.RequestId, await lines.ReadLineAsync(Token), StringComparison.Ordinal);
    }

    private static async Task ReadUntilAsync(StreamReader lines, string wanted)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(TimeSpan.FromSeconds(20));
        while (await lines.ReadLineAsync(deadline.Token) is { } line)
        {
            if (line == wanted)
            {
                return;
            }
        }

        Assert.Fail($"The stream ended before '{wanted}'.");
    }

    private async Task<HttpResponseMessage> SignInAsync(string body, bool header = true, WeirProcess? weir = null)
    {
        using var client = (weir ?? gateway.Weir).CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("console/session", UriKind.Relative)) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (header)
        {
            request.Headers.Add("x-weir-console", "1");
        }

        return await client.SendAsync(request, Token);
    }

    private async Task<string> CookieAsync(WeirProcess? weir = null, string? key = null)
    {
        using var answer = await SignInAsync($$"""{"key":"{{key ?? (weir ?? gateway.Weir).AdminKey}}"}""", weir: weir);
        return Assert.Single(answer.Headers.GetValues("Set-Cookie")).Split(';')[0];
    }

    private async Task<int> CallAsync(HttpMethod method, Uri path, string cookie, bool header = false, string? site = null, WeirProcess? weir = null)
    {
        using var client = (weir ?? gateway.Weir).CreateClient();
        using var request = new HttpRequestMessage(method, path);
        if (method == HttpMethod.Post)
        {
            request.Content = new StringContent($$"""{"name":"by-cookie-{{Guid.NewGuid():N}}"}""", Encoding.UTF8, "application/json");
        }

        request.Headers.Add("Cookie", cookie);
        if (header)
        {
            request.Headers.Add("x-weir-console", "1");
        }

        if (site is not null)
        {
            request.Headers.Add("Sec-Fetch-Site", site);
        }

        using var answer = await client.SendAsync(request, Token);
        return (int)answer.StatusCode;
    }

    [GeneratedRegex("/console/sign-in#([0-9a-f]{64})")]
    private static partial Regex LinkToken();

    [GeneratedRegex("type=\"module\"[^>]*src=\"([^\"]+)\"")]
    private static partial Regex Script();
}

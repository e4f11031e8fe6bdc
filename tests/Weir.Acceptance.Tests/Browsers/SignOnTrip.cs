using System.Net;

namespace Weir.Acceptance.Tests.Browsers;

/// <summary>A browser's way to the identity provider and back, with its cookies in sight.</summary>
internal sealed class SignOnTrip : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    private readonly Uri _gateway;
    private readonly CancellationToken _token;

    private SignOnTrip(Uri gateway, CancellationToken token) => (_gateway, _token) = (gateway, token);

    /// <summary>Where the provider sends the browser.</summary>
    public string Return { get; private set; } = "";

    /// <summary>The cookie that ties the trip to the browser.</summary>
    public string Cookie { get; private set; } = "";

    /// <summary>What the gateway said at the end.</summary>
    public HttpResponseMessage Answer { get; set; } = new();

    public static async Task<SignOnTrip> LeaveAsync(Uri gateway, CancellationToken token)
    {
        var trip = new SignOnTrip(gateway, token);
        using var start = await trip._http.GetAsync(new Uri(gateway, "console/sign-on/start"), token);
        Assert.Equal(HttpStatusCode.Redirect, start.StatusCode);
        var cookie = Assert.Single(start.Headers.GetValues("Set-Cookie"));
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        trip.Cookie = cookie.Split(';')[0];
        using var authorized = await trip._http.GetAsync(start.Headers.Location, token);
        trip.Return = authorized.Headers.Location!.AbsoluteUri;
        return trip;
    }

    public async Task<HttpResponseMessage> ComeBackAsync(string url, string? cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        return await _http.SendAsync(request, _token);
    }

    /// <summary>Asks the admin API with the session that the trip ended in.</summary>
    public async Task<string> AskAsync(string path, HttpStatusCode expected = HttpStatusCode.OK, string method = "GET")
    {
        var session = Answer.Headers.GetValues("Set-Cookie").Single(static cookie => cookie.StartsWith("weir_session=", StringComparison.Ordinal)).Split(';')[0];
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(_gateway, "admin/api/v1/" + path));
        request.Headers.Add("Cookie", session);
        request.Headers.Add("x-weir-console", "1");
        using var answer = await _http.SendAsync(request, _token);
        Assert.Equal(expected, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(_token);
    }

    public void Dispose()
    {
        Answer.Dispose();
        _http.Dispose();
    }
}

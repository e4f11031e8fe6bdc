using System.Net;

namespace Weir.Credentials.Tests.OAuth.Kit;

/// <summary>Does what a browser does with redirects, one step at a time.</summary>
internal sealed class Browser : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Opens the provider's page, where the person decides; the address that the provider sends the browser to.</summary>
    public async Task<Uri> SignInAsync(string url)
    {
        using var response = await _http.GetAsync(new Uri(url), Token);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return response.Headers.Location!;
    }

    /// <summary>Opens a page; its status and text.</summary>
    public async Task<(int Status, string Text)> OpenAsync(Uri url)
    {
        using var response = await _http.GetAsync(url, Token);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Token));
    }

    /// <summary>Sends a request of a page's script.</summary>
    public async Task<HttpResponseMessage> ScriptAsync(HttpMethod method, Uri url, string origin, string? body = null)
    {
        using var request = new HttpRequestMessage(method, url);
        request.Headers.Add("Origin", origin);
        request.Content = body is null ? null : new StringContent(body, null, "application/x-www-form-urlencoded");
        return await _http.SendAsync(request, Token);
    }

    public void Dispose() => _http.Dispose();
}

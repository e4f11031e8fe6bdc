using Microsoft.IdentityModel.Protocols;

namespace Weir.Gateway.SignOn.Oidc;

/// <summary>Reads the provider's discovery document and keys: https, or http on this machine; no redirect is followed.</summary>
internal sealed class OidcDocuments : IDocumentRetriever, IDisposable
{
    private const int Longest = 1 << 20;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    });

    public async Task<string> GetDocumentAsync(string address, CancellationToken cancel)
    {
        var url = new Uri(address);
        if (url.Scheme != Uri.UriSchemeHttps && !url.IsLoopback)
        {
            throw new IOException("The identity provider names an address that is not https.");
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Limit);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            using var response = await _http.SendAsync(request, limit.Token);
            if (!response.IsSuccessStatusCode)
            {
                throw new IOException($"The identity provider answered with status {(int)response.StatusCode}.");
            }

            await response.Content.LoadIntoBufferAsync(Longest, limit.Token);
            return await response.Content.ReadAsStringAsync(limit.Token);
        }
        catch (HttpRequestException exception)
        {
            throw new IOException("The identity provider can't be reached.", exception);
        }
        catch (OperationCanceledException exception) when (!cancel.IsCancellationRequested)
        {
            throw new IOException("The identity provider did not answer in time.", exception);
        }
    }

    public void Dispose() => _http.Dispose();
}

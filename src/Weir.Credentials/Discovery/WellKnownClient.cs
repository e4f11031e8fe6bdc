using System.Net;
using System.Text.Json;

namespace Weir.Credentials.Discovery;

/// <summary>Fetches what a host announces. Never follows it to another host, and reads no more than <see cref="LargestAnswer"/>.</summary>
/// <param name="handler">Sends the requests; must not follow redirects by itself. Owned by the caller.</param>
public sealed class WellKnownClient(HttpMessageHandler handler)
{
    /// <summary>In bytes.</summary>
    public const int LargestAnswer = 256 * 1024;

    private const string Path = "/.well-known/opencode";

    private const int MostRedirects = 3;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>The site that a person named: https, or http on this machine; slashes at the end cut.</summary>
    /// <exception cref="CredentialException">It is none that may be asked.</exception>
    public static string SiteOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Uri.TryCreate(text, UriKind.Absolute, out var site) && IsSafe(site) && site is { UserInfo: "", Query: "", Fragment: "" }
            ? site.AbsoluteUri.TrimEnd('/')
            : throw new CredentialException(CredentialFailure.Misconfigured, $"\"{text}\" can't be asked what it announces.", "Give an https address without user, query and fragment; http only for this machine.");
    }

    /// <summary>True for https, and for http on this machine: what may carry a token.</summary>
    public static bool IsSafe(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback);
    }

    /// <summary>What the site announces.</summary>
    /// <param name="site">As <see cref="SiteOf"/> gives it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="CredentialException">It announces nothing, or nothing of use.</exception>
    public async Task<WellKnownDocument> FetchAsync(string site, CancellationToken cancellationToken) =>
        WellKnownDocument.Parse(site, await GetAsync(site, new Uri(site + Path), [], cancellationToken));

    /// <summary>The configuration for holders of the token; undefined when the document names none.</summary>
    /// <exception cref="CredentialException">It can't be had.</exception>
    public async Task<JsonElement> FetchRemoteAsync(WellKnownDocument document, Secret token, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(token);
        if (document.Remote is not { } remote)
        {
            return default;
        }

        var headers = remote.Headers.Select(header => KeyValuePair.Create(header.Key, header.Value.Replace($"{{env:{document.Variable}}}", token.Reveal(), StringComparison.Ordinal)));
        var answer = WellKnownDocument.Root(document.Site, await GetAsync(document.Site, remote.Url, headers, cancellationToken));
        return answer.TryGetProperty("config", out var config) && config.ValueKind == JsonValueKind.Object ? config : answer;
    }

    private async Task<ReadOnlyMemory<byte>> GetAsync(string site, Uri address, IEnumerable<KeyValuePair<string, string>> headers, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        using var client = new HttpMessageInvoker(handler, disposeHandler: false);
        var sent = headers.ToList();
        try
        {
            for (var redirects = 0; ; redirects++)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, address);
                request.Headers.TryAddWithoutValidation("Accept", "application/json");
                foreach (var (name, value) in sent)
                {
                    request.Headers.TryAddWithoutValidation(name, value);
                }

                using var response = await client.SendAsync(request, limit.Token);
                if (response is { StatusCode: HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect, Headers.Location: { } location })
                {
                    address = Next(site, address, location, redirects);
                    continue;
                }

                return response.IsSuccessStatusCode ? await ReadAsync(site, response, limit.Token) : throw WellKnownDocument.Wrong(site, $"It answered {(int)response.StatusCode} to {address.AbsolutePath}.");
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            var why = exception is OperationCanceledException ? $"no answer within {Limit.TotalSeconds:0} s" : exception.Message;
            throw new CredentialException(CredentialFailure.Unavailable, $"{site} can't be reached: {why}.", "Check the address and the network, and try again.", exception);
        }
    }

    private static Uri Next(string site, Uri from, Uri location, int redirects)
    {
        var next = new Uri(from, location);
        return redirects >= MostRedirects ? throw WellKnownDocument.Wrong(site, "It sends one from address to address.")
            : Uri.Compare(from, next, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) != 0
                ? throw WellKnownDocument.Wrong(site, $"It sends one on to another host, {next.Host}: give that address if you trust it.")
            : next;
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(string site, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var body = new byte[LargestAnswer + 1];
        var length = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken);
        return length > LargestAnswer ? throw WellKnownDocument.Wrong(site, "It is larger than 256 KiB.") : body.AsMemory(0, length);
    }
}

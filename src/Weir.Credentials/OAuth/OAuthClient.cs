using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Weir.Catalog;

namespace Weir.Credentials.OAuth;

/// <summary>Speaks to token and device endpoints. Safe for concurrent calls.</summary>
/// <param name="handler">Sends the requests; must not follow redirects, which would carry secrets elsewhere.</param>
/// <param name="time">Tells the time.</param>
public sealed class OAuthClient(HttpMessageHandler handler, TimeProvider time) : IDisposable
{
    private const int LongestAnswer = 1 << 20;

    // A lease on a renewal lasts a minute: the answer must be in, and written, well before.
    private static readonly TimeSpan UsualTimeout = TimeSpan.FromSeconds(30);

    private readonly HttpMessageInvoker _http = new(handler, disposeHandler: true);

    /// <summary>How long one request may take.</summary>
    public TimeSpan Timeout { get; init; } = UsualTimeout;

    /// <summary>The clock that tokens' ends are told by.</summary>
    public TimeProvider Time => time;

    /// <summary>Posts to an endpoint of the flow, in its body style; shows the client the way the flow says.</summary>
    /// <param name="flow">Whose endpoint.</param>
    /// <param name="url">https, or http on this machine.</param>
    /// <param name="parameters">What to send, beside the client.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="CredentialException">The address can't be used, or nobody answers there.</exception>
    public async Task<OAuthReply> PostAsync(
        SignInFlow flow, string? url, IReadOnlyList<KeyValuePair<string, string>> parameters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(flow);
        ArgumentNullException.ThrowIfNull(parameters);
        using var request = new HttpRequestMessage(HttpMethod.Post, SafeUrl(flow, url));
        var all = new List<KeyValuePair<string, string>>(parameters);
        if (flow.BasicClientAuth)
        {
            request.Headers.Authorization = Basic(flow);
        }
        else
        {
            all.Add(new("client_id", flow.ClientId));
            if (flow.ClientSecret is { } secret)
            {
                all.Add(new("client_secret", secret));
            }
        }

        request.Content = flow.JsonBody ? Json(all) : new FormUrlEncodedContent(all);
        return await SendAsync(request, cancellationToken);
    }

    /// <summary>Sends a request and reads the JSON that comes back.</summary>
    /// <exception cref="CredentialException">Nobody answers.</exception>
    internal async Task<OAuthReply> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.TryAddWithoutValidation("User-Agent", "weir");
        var host = request.RequestUri!.Host;
        using var limit = new CancellationTokenSource(Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            var sentAt = time.GetUtcNow();
            using var response = await _http.SendAsync(request, both.Token);
            var body = await ReadAsync(response.Content, both.Token);
            return new OAuthReply((int)response.StatusCode, body, sentAt, response.Headers.Date);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw OAuthErrors.Unavailable(host, $"did not answer within {Timeout.TotalSeconds:0} seconds", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw OAuthErrors.Unavailable(host, "can't be reached", e);
        }
    }

    /// <summary>The body of a JSON request.</summary>
    internal static HttpContent Json(IEnumerable<KeyValuePair<string, string>> members)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in members)
            {
                writer.WriteString(name, value);
            }

            writer.WriteEndObject();
        }

        var content = new ByteArrayContent(buffer.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    public void Dispose() => _http.Dispose();

    internal static Uri SafeUrl(SignInFlow flow, string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && (address.Scheme == "https" || (address.Scheme == "http" && address.IsLoopback))
            ? address
            : throw new CredentialException(
                CredentialFailure.Misconfigured,
                $"The sign-in '{flow.Name}' has no usable address: it must be https, and all of it must be known.",
                "Answer what the sign-in asks, or correct the flow.");

    // RFC 6749 2.3.1: id and secret are form-encoded first.
    private static AuthenticationHeaderValue Basic(SignInFlow flow) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{FormEncoded(flow.ClientId)}:{FormEncoded(flow.ClientSecret ?? "")}")));

    private static string FormEncoded(string text) => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);

    private static async Task<JsonElement> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await content.LoadIntoBufferAsync(LongestAnswer, cancellationToken);
        try
        {
            await using var stream = await content.ReadAsStreamAsync(cancellationToken);
            using var document = await JsonDocument.ParseAsync(stream, cancellationToken: cancellationToken);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }
}

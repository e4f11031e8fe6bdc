using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using Weir.Credentials;
using Weir.Routing.Local;

namespace Weir.Gateway.Local;

/// <summary>Quiet calls to servers that may be anything: no redirects, no cookies, no proxy, small bodies, little patience.</summary>
internal sealed class LocalCalls : IDisposable
{
    /// <summary>The longest answer that is read, in bytes.</summary>
    private const int Largest = 4 * 1024 * 1024;

    private readonly HttpMessageInvoker _invoker = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = TimeSpan.FromSeconds(1),
        MaxResponseHeadersLength = 32,
        MaxResponseDrainSize = 0,
        ResponseDrainTimeout = TimeSpan.Zero,
        // A server that went away must be missed: no idle connections from one look to the next.
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(5),
        ActivityHeadersPropagator = null,
    });

    /// <summary>Asks; with the credential of the place's connection, where it has one.</summary>
    /// <param name="place">Whom.</param>
    /// <param name="path">What, with a slash at the start.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="json">The body of a POST; null for a GET.</param>
    /// <exception cref="HttpRequestException">It failed on the way.</exception>
    /// <exception cref="IOException">It broke off.</exception>
    /// <exception cref="CredentialException">The connection can't sign in.</exception>
    public async Task<LocalAnswer> AskAsync(LocalPlace place, string path, CancellationToken cancellationToken, byte[]? json = null)
    {
        using var request = new HttpRequestMessage(json is null ? HttpMethod.Get : HttpMethod.Post, new Uri(place.Origin, path)) { Version = HttpVersion.Version11 };
        if (json is not null)
        {
            request.Content = new ByteArrayContent(json) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        }

        if (place.Connection is { } connection)
        {
            foreach (var (name, value) in connection.Headers)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            await connection.Auth.SignAsync(request, cancellationToken);
        }

        using var response = await _invoker.SendAsync(request, cancellationToken);
        var status = (int)response.StatusCode;
        return new LocalAnswer(status, status == 200 ? await ReadAsync(response.Content, cancellationToken) : null, response.Headers.Contains("x-weir-request-id"));
    }

    /// <summary>The same, for what a server may have or not: one that breaks off has it not.</summary>
    public async Task<LocalAnswer> TryAskAsync(LocalPlace place, string path, CancellationToken cancellationToken, byte[]? json = null)
    {
        try
        {
            return await AskAsync(place, path, cancellationToken, json);
        }
        catch (Exception exception) when ((exception is HttpRequestException or IOException) && !IsRefusal(exception))
        {
            return new LocalAnswer(0, null, IsWeir: false);
        }
    }

    /// <summary>True when nothing listens there.</summary>
    public static bool IsRefusal(Exception exception) => exception is HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } };

    public void Dispose() => _invoker.Dispose();

    private static async Task<JsonElement?> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var body = new ArrayBufferWriter<byte>();
        while (await stream.ReadAsync(body.GetMemory(16 * 1024), cancellationToken) is var read and > 0)
        {
            body.Advance(read);
            if (body.WrittenCount > Largest)
            {
                return null;
            }
        }

        try
        {
            return JsonElement.Parse(body.WrittenSpan);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

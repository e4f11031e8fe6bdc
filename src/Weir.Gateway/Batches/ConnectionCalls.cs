using System.Buffers;
using System.Net;
using System.Text.Json;
using Weir.Credentials;
using Weir.Dialects.Framing;
using Weir.Gateway.Upstream;
using Weir.Routing.Targets;

namespace Weir.Gateway.Batches;

/// <summary>The gateway's own calls to a connection: for no client, and in no ledger.</summary>
internal sealed class ConnectionCalls(UpstreamClients clients)
{
    /// <summary>Longer than any list or batch.</summary>
    private const int LargestJson = 64 * 1024 * 1024;

    /// <summary>Sends a GET below the connection's base URL; returns when the answer's headers are there.</summary>
    /// <exception cref="HttpRequestException">It failed on the way.</exception>
    /// <exception cref="CredentialException">The connection can't sign in now.</exception>
    public async Task<HttpResponseMessage> GetAsync(Connection connection, string path, string query, CancellationToken cancellationToken)
    {
        var client = clients.For(connection);
        var address = client.AddressOf(path, query) ?? throw new HttpRequestException("The path leads out of the connection's base URL.");
        for (var isSecond = false; ; isSecond = true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address) { Version = client.Version, VersionPolicy = client.VersionPolicy };
            foreach (var (name, value) in connection.Headers)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            await connection.Auth.SignAsync(request, cancellationToken);
            var response = await client.SendAsync(request, cancellationToken);
            if (isSecond || response.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden))
            {
                return response;
            }

            if (!await connection.Auth.RenewAsync(response, cancellationToken))
            {
                return response;
            }

            response.Dispose();
        }
    }

    /// <summary>Gets a JSON answer; null when there is no such thing.</summary>
    /// <exception cref="HttpRequestException">It can't be had now.</exception>
    /// <exception cref="CredentialException">The connection can't sign in now.</exception>
    /// <exception cref="InvalidDataException">It is not JSON, or far too long.</exception>
    public async Task<JsonElement?> GetJsonAsync(Connection connection, string path, CancellationToken cancellationToken)
    {
        using var response = await GetAsync(connection, path, "", cancellationToken);
        return IsMissing(response) ? null : await ReadJsonAsync(response, cancellationToken);
    }

    /// <summary>Reads a file at a connection line by line.</summary>
    /// <returns>False when there is no such file.</returns>
    /// <exception cref="HttpRequestException">It can't be read now.</exception>
    /// <exception cref="CredentialException">The connection can't sign in now.</exception>
    public async Task<bool> ReadLinesAsync(Connection connection, string file, Action<ReadOnlyMemory<byte>> take, CancellationToken cancellationToken)
    {
        using var response = await GetAsync(connection, $"files/{Uri.EscapeDataString(file)}/content", "", cancellationToken);
        if (IsMissing(response))
        {
            return false;
        }

        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var lines = new LineFramer();
        var piece = new byte[64 * 1024];
        while (await stream.ReadAsync(piece, cancellationToken) is var read and > 0)
        {
            lines.Push(piece.AsSpan(0, read));
            Take(lines, take);
        }

        lines.End();
        Take(lines, take);
        return true;
    }

    /// <summary>True when there is no such thing at the provider.</summary>
    /// <exception cref="HttpRequestException">It said neither that, nor that all is well.</exception>
    private static bool IsMissing(HttpResponseMessage response) => response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone
        || (response.IsSuccessStatusCode ? false : throw new HttpRequestException($"The upstream answered {(int)response.StatusCode}."));

    private static void Take(LineFramer lines, Action<ReadOnlyMemory<byte>> take)
    {
        while (lines.TryNext(out var line))
        {
            take(line.Data);
        }
    }

    /// <summary>Reads a JSON answer whole.</summary>
    /// <exception cref="InvalidDataException">It is not JSON, or far too long.</exception>
    public static async Task<JsonElement> ReadJsonAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var body = new ArrayBufferWriter<byte>();
        while (await stream.ReadAsync(body.GetMemory(16 * 1024), cancellationToken) is var read and > 0)
        {
            body.Advance(read);
            if (body.WrittenCount > LargestJson)
            {
                throw new InvalidDataException("The answer is too long.");
            }
        }

        try
        {
            return JsonElement.Parse(body.WrittenSpan);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException("The answer is not JSON.", exception);
        }
    }
}

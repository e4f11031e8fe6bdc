using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Weir.Gateway.Admin;
using Weir.Invocation;

namespace Weir.Admin;

/// <summary>Calls of the admin API: sends, reads, and turns what went wrong into words.</summary>
internal sealed class GatewayHttp(HttpMessageHandler handler, Uri url, string? token) : IDisposable
{
    /// <summary>A connection test waits for an upstream; nothing else takes long.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly HttpMessageInvoker _invoker = new(handler);

    /// <summary>True when a gateway answers there within a second.</summary>
    public async Task<bool> IsAliveAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(1));
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(url, "/health/live"));
            using var response = await _invoker.SendAsync(request, limit.Token);
            return response.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    public Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken) => SendAsync("GET", path, null, type, cancellationToken);

    public Task<T> SendAsync<T, TBody>(
        string method, string path, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, bodyType));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return SendAsync(method, path, content, type, cancellationToken);
    }

    public async Task<T> SendAsync<T>(string method, string path, HttpContent? content, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var request = Request(method, path, content);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            using var response = await _invoker.SendAsync(request, limit.Token);
            var bytes = await response.Content.ReadAsByteArrayAsync(limit.Token);
            if (!response.IsSuccessStatusCode)
            {
                throw new AdminException(Problem((int)response.StatusCode, bytes));
            }

            return JsonSerializer.Deserialize(bytes, type) ?? throw new JsonException("The answer is null.");
        }
        catch (JsonException exception)
        {
            throw new CliException(
                ExitCodes.Failed, $"What answers at {url} is no Weir gateway, or of another version: {exception.Message}", "Check --url and WEIR_URL.", exception);
        }
        catch (HttpRequestException exception)
        {
            throw NotReachable(exception.Message, exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw NotReachable($"no answer within {Limit.TotalSeconds:0} seconds", exception);
        }
    }

    /// <summary>Reads a JSON array as it comes: nothing but the item at hand is kept.</summary>
    public async IAsyncEnumerable<T> StreamAsync<T>(string path, JsonTypeInfo<T> type, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var request = Request("GET", path, null);
        using var response = await OpenAsync(request, cancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new AdminException(Problem((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellationToken)));
        }

        await foreach (var item in JsonSerializer.DeserializeAsyncEnumerable(body, type, cancellationToken))
        {
            if (item is not null)
            {
                yield return item;
            }
        }
    }

    /// <summary>Sends JSON and reads the events of the answer as they come.</summary>
    public async IAsyncEnumerable<(string Name, string Data)> EventsAsync(AdminRoute route, byte[] json, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var content = new ByteArrayContent(json);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = Request(route.Method, route.Template, content);
        using var response = await OpenAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new AdminException(Problem((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellationToken)));
        }

        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var item in SseParser.Create(body).EnumerateAsync(cancellationToken))
        {
            yield return (item.EventType, item.Data);
        }
    }

    private HttpRequestMessage Request(string method, string path, HttpContent? content)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), new Uri(url, path)) { Content = content };
        request.Headers.UserAgent.ParseAdd("weir-cli");
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return request;
    }

    private async Task<HttpResponseMessage> OpenAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await _invoker.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            throw NotReachable(exception.Message, exception);
        }
    }

    public CliException NotReachable(string reason, Exception? cause) => new(
        ExitCodes.GatewayNotReachable,
        $"The gateway at {url} can't be reached: {reason.TrimEnd('.')}.",
        "Start it with `weir serve`, or leave --url and WEIR_URL out to work on the data folder.",
        cause);

    public void Dispose() => _invoker.Dispose();

    private AdminProblem Problem(int status, byte[] bytes)
    {
        AdminProblem? problem = null;
        try
        {
            problem = JsonSerializer.Deserialize(bytes, AdminJson.Default.AdminProblem);
        }
        catch (JsonException)
        {
            // Something between, or no gateway at all.
        }

        problem ??= new AdminProblem
        {
            Title = "Refused",
            Status = status,
            Detail = $"The gateway at {url} answered with status {status}.",
            ErrorKind = "unexpected_response",
        };
        return status is 401 or 403 && problem.Action is null
            ? problem with { Action = "Put an admin key of this gateway into WEIR_ADMIN_KEY." }
            : problem;
    }
}

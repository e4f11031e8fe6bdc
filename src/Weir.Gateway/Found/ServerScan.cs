namespace Weir.Gateway.Found;

/// <summary>Finds model servers on this machine by their usual ports.</summary>
public static class ServerScan
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(500);

    private static readonly Discovery[] Known =
    [
        Server("ollama", "ollama", 11434),
        Server("lmstudio", "lmstudio", 1234),
        Server("llamacpp", "llamacpp", 8080),
        Server("vllm", "vllm", 8000),
    ];

    /// <summary>The servers that answer a question for their models within half a second. All are asked at once.</summary>
    /// <param name="handler">Sends the questions; disposed of at the end.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<IReadOnlyList<Discovery>> FindAsync(HttpMessageHandler handler, CancellationToken cancellationToken)
    {
        using var invoker = new HttpMessageInvoker(handler);
        var answers = await Task.WhenAll(Known.Select(server => AnswersAsync(invoker, server, cancellationToken)));
        return [.. Known.Zip(answers).Where(pair => pair.Second).Select(pair => pair.First)];
    }

    private static async Task<bool> AnswersAsync(HttpMessageInvoker invoker, Discovery server, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{server.BaseUrl}/models"));
            using var response = await invoker.SendAsync(request, limit.Token);

            // Any web server may sit on such a port: only JSON speaks for a model server.
            return response.IsSuccessStatusCode && response.Content.Headers.ContentType?.MediaType == "application/json";
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private static Discovery Server(string name, string type, int port)
    {
        var url = $"http://127.0.0.1:{port}/v1";
        return new Discovery(name, type, url, null, url);
    }
}

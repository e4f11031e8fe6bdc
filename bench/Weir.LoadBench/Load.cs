using System.Diagnostics;
using System.Text;

namespace Weir.LoadBench;

/// <summary>Sends requests and reads the answers to their end.</summary>
internal sealed class Load(string url, string key) : IDisposable
{
    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler { UseCookies = false, PooledConnectionIdleTimeout = TimeSpan.FromMinutes(5) });

    private static byte[] Body(bool stream, string text) => Encoding.UTF8.GetBytes(
        $$"""{"model":"bench/m","messages":[{"role":"system","content":"You are a helpful assistant."},{"role":"user","content":"{{text}}"}],"temperature":0.7{{(stream ? ",\"stream\":true" : "")}}}""");

    public static byte[] Chat { get; } = Body(stream: false, new string('a', 880));

    public static byte[] Stream { get; } = Body(stream: true, new string('a', 880));

    public static byte[] Idle { get; } = Body(stream: true, "stay idle");

    /// <summary>Runs <paramref name="count"/> requests over <paramref name="parallel"/> connections; returns the latencies in milliseconds, sorted.</summary>
    public async Task<double[]> RunAsync(byte[] body, int count, int parallel)
    {
        var latencies = new double[count];
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, parallel).Select(async _ =>
        {
            var buffer = new byte[64 * 1024];
            int index;
            while ((index = Interlocked.Increment(ref next)) < count)
            {
                var started = Stopwatch.GetTimestamp();
                using var response = await SendAsync(body);
                await using var answer = await response.Content.ReadAsStreamAsync();
                while (await answer.ReadAsync(buffer) > 0)
                {
                }

                latencies[index] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            }
        }));
        Array.Sort(latencies);
        return latencies;
    }

    /// <summary>Opens streams that stay open, and returns when each has given its first byte.</summary>
    public async Task<IReadOnlyList<HttpResponseMessage>> OpenAsync(int count)
    {
        var open = new List<HttpResponseMessage>(count);
        var buffer = new byte[16];
        for (var i = 0; i < count; i++)
        {
            var response = await SendAsync(Idle);
            open.Add(response);
            await (await response.Content.ReadAsStreamAsync()).ReadExactlyAsync(buffer);
        }

        return open;
    }

    public void Dispose() => _client.Dispose();

    private async Task<HttpResponseMessage> SendAsync(byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(url + "/v1/chat/completions"));
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + key);
        var response = await _client.SendAsync(request, CancellationToken.None);
        return response.IsSuccessStatusCode ? response : throw new InvalidOperationException($"{url} answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
    }
}

using System.Collections.Concurrent;
using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Overrides;

/// <summary>Clients that ask for one model without a break, half of them for streams, and check that each answer is whole and came from another.</summary>
internal sealed class OverrideLoad : IAsyncDisposable
{
    /// <summary>Between two requests of a client: steady, not as fast as it goes.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly ConcurrentQueue<string> _wrong = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly HttpClient _client;
    private readonly string _asked;
    private readonly string _expected;
    private readonly Task[] _workers;
    private long _answers;

    public OverrideLoad(WeirProcess weir, int clients, int seed, string asked, string expected)
    {
        (_asked, _expected) = (asked, expected);
        _client = weir.CreateClient();
        _client.DefaultRequestHeaders.Add("x-api-key", weir.ClientKey);
        _workers = [.. Enumerable.Range(0, clients).Select(number => Task.Run(() => WorkAsync(new Random(seed + number))))];
    }

    public long Answers => Volatile.Read(ref _answers);

    /// <summary>Answers that failed, were cut, or came from elsewhere.</summary>
    public IReadOnlyCollection<string> Wrong => _wrong;

    public async ValueTask DisposeAsync()
    {
        if (!_stop.IsCancellationRequested)
        {
            await _stop.CancelAsync();
            await Task.WhenAll(_workers);
            _client.Dispose();
        }
    }

    private async Task WorkAsync(Random random)
    {
        // A request that was begun is finished: only whole answers are judged.
        while (!_stop.IsCancellationRequested)
        {
            var stream = random.Next(2) == 0;
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, ChatCalls.Route) { Content = ChatCalls.Body(_asked, stream) };
                using var response = await _client.SendAsync(request, CancellationToken.None);
                var body = await response.Content.ReadAsStringAsync(CancellationToken.None);
                var model = response.Headers.TryGetValues("x-weir-model", out var values) ? values.Single() : "none";
                if ((int)response.StatusCode != 200 || model != _expected || !(stream ? body.EndsWith("data: [DONE]\n\n", StringComparison.Ordinal) : body.EndsWith('}')))
                {
                    _wrong.Enqueue($"{(int)response.StatusCode} {model} {body}");
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
            {
                _wrong.Enqueue(exception.Message);
            }

            Interlocked.Increment(ref _answers);
            await Task.Delay(Pause, CancellationToken.None);
        }
    }
}

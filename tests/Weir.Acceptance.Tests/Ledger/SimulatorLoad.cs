using System.Collections.Concurrent;
using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Ledger;

/// <summary>Clients that ask the simulator without a break, half of them for streams, and note the id of each answer that they got whole.</summary>
internal sealed class SimulatorLoad : IAsyncDisposable
{
    private readonly ConcurrentBag<string> _finished = [];
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop = new();
    private readonly HttpClient _client;
    private readonly Task[] _workers;

    public SimulatorLoad(WeirProcess weir, int clients, int seed)
    {
        _client = weir.CreateClient();
        _client.DefaultRequestHeaders.Add("x-api-key", weir.ClientKey);
        _workers = [.. Enumerable.Range(0, clients).Select(number => WorkAsync(new Random(seed + number), _stop.Token))];
    }

    /// <summary>A simulator that answers as fast as it goes, so that kills hit the end of answers often.</summary>
    public static WeirSetup Setup { get; } = new()
    {
        Config = """
            version: 2
            providers:
              - name: fast
                type: simulator
                simulator: {first_byte_delay_ms: 1, tokens_per_second: 0}
            """,
    };

    public Task FirstAnswerAsync(CancellationToken cancellationToken) => _first.Task.WaitAsync(TimeSpan.FromSeconds(20), cancellationToken);

    /// <summary>The ids of the answers that arrived whole; waits until all clients have noticed that the gateway is gone.</summary>
    public async Task<IReadOnlyCollection<string>> FinishedAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_workers);
        return [.. _finished];
    }

    /// <summary>Those of the ids that the ledger doesn't know.</summary>
    public static async Task<IReadOnlyList<string>> MissingAsync(WeirProcess weir, IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        List<string> missing = [];
        foreach (var id in ids)
        {
            using var response = await weir.Http.GetAsync(new Uri($"v1/requests/{id}", UriKind.Relative), cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                missing.Add(id);
            }
        }

        return missing;
    }

    public async ValueTask DisposeAsync()
    {
        await FinishedAsync();
        _client.Dispose();
        _stop.Dispose();
    }

    private async Task WorkAsync(Random random, CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                var stream = random.Next(2) == 0;
                var answer = await _client.ChatAsync("fast/echo", stop, stream);
                if (answer.Status == 200 && (!stream || answer.Body.EndsWith("data: [DONE]\n\n", StringComparison.Ordinal)))
                {
                    _finished.Add(answer.RequestId);
                    _first.TrySetResult();
                }
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            // The gateway was killed: what was under way is not finished.
        }
    }
}

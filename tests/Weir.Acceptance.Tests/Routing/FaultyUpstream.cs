using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Weir.Acceptance.Tests.Routing;

/// <summary>A provider on a loopback port, down at the socket: it does to each request what a test says, also what no HTTP server would.</summary>
internal sealed class FaultyUpstream : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<FaultyConnection, Task> _open = new();
    private readonly Func<FaultyRequest, FaultyConnection, CancellationToken, Task> _play;
    private readonly Task _accepting;
    private int _asked;

    /// <summary>Begins to listen.</summary>
    /// <param name="play">What is done to each request.</param>
    public FaultyUpstream(Func<FaultyRequest, FaultyConnection, CancellationToken, Task> play)
    {
        _play = play;
        _listener.Start(512);
        _accepting = AcceptAsync();
    }

    /// <summary>Host and port.</summary>
    public string Authority => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Requests that arrived whole, without those for the list of models.</summary>
    public int Asked => Volatile.Read(ref _asked);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_open.Values);
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var connection = new FaultyConnection(await _listener.AcceptSocketAsync(_end.Token));
                var serving = ServeAsync(connection);
                _open[connection] = serving;
                _ = serving.ContinueWith(_ => _open.TryRemove(connection, out var _), TaskScheduler.Default);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(FaultyConnection connection)
    {
        await Task.Yield();
        using (connection)
        {
            try
            {
                while (!connection.IsOver && await connection.ReadAsync(_end.Token) is { } request)
                {
                    if (request.IsModelList)
                    {
                        await connection.AnswerAsync(200, """{"object":"list","data":[]}""", _end.Token);
                        continue;
                    }

                    Interlocked.Increment(ref _asked);
                    await _play(request, connection, _end.Token);
                }
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
            {
                // The other side hung up, or the test is over.
            }
        }
    }
}

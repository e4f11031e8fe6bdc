using System.Diagnostics;
using System.Text;
using Weir.Dialects.Errors;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Upstream;
using Weir.Routing.Targets;

namespace Weir.Gateway.Admin.Work;

/// <summary>Makes the cheapest call that shows whether a connection's address and key are good: its model list.</summary>
internal sealed class ConnectionTester(UpstreamClients clients)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    public async Task<ConnectionTest> TestAsync(Connection connection, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        if (connection.NotServed is { } reason)
        {
            return Failed(connection, started, ErrorKind.ModelNotAvailable, reason);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            var client = clients.For(connection);
            using var request = new HttpRequestMessage(HttpMethod.Get, client.AddressOf("models", "")) { Version = client.Version, VersionPolicy = client.VersionPolicy };
            foreach (var (name, value) in connection.Headers)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            await connection.Auth.SignAsync(request, limit.Token);
            using var response = await client.SendAsync(request, limit.Token);
            var status = (int)response.StatusCode;
            if (status < 400)
            {
                return new ConnectionTest { Connection = connection.Name, Ok = true, Message = $"It answered {status}.", DurationMs = Elapsed(started) };
            }

            var body = Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(limit.Token));
            var kind = UpstreamErrors.Classify(status, body);
            return kind == ErrorKind.ModelNotAvailable
                ? new ConnectionTest { Connection = connection.Name, Ok = true, Message = "It answers, but lists no models; the key was not checked.", DurationMs = Elapsed(started) }
                : Failed(connection, started, kind, $"It answered {status}.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed(connection, started, ErrorKind.Timeout, $"It did not answer within {Limit.TotalSeconds:F0} s.");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            var (kind, what) = UpstreamFailures.Explain(exception);
            return Failed(connection, started, kind, what);
        }
    }

    private static ConnectionTest Failed(Connection connection, long started, ErrorKind kind, string message) => new()
    {
        Connection = connection.Name,
        Ok = false,
        ErrorKind = kind.Code(),
        Message = message,
        Action = UpstreamFailures.Action(kind, connection),
        DurationMs = Elapsed(started),
    };

    private static double Elapsed(long started) => Math.Round(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 1);
}

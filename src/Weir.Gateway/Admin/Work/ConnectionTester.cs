using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using Weir.Credentials;
using Weir.Dialects.Errors;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Upstream;
using Weir.Routing.Snapshots;
using Weir.Routing.Targets;

namespace Weir.Gateway.Admin.Work;

/// <summary>
/// Finds out whether a connection's address and credential are good, at no cost: asks for the model list; where that is public or missing, sends an empty request for an answer, which a
/// provider refuses for its content only when it took the credential.
/// </summary>
internal sealed class ConnectionTester(UpstreamClients clients)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    public async Task<ConnectionTest> TestAsync(Connection connection, RoutingSnapshot snapshot, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        if (connection.NotServed is { } reason)
        {
            var kind = connection.Auth.State == AuthState.Ready ? ErrorKind.ModelNotAvailable : ErrorKind.InvalidCredentials;
            return Failed(connection, started, kind, reason, kind == ErrorKind.InvalidCredentials ? $"Sign in: weir auth login {connection.Name}" : UpstreamFailures.Action(kind, connection));
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            return await AskAsync(connection, TestCalls.Of(connection, snapshot), started, limit.Token);
        }
        catch (CredentialException exception)
        {
            var error = UpstreamFailures.Of(exception, connection);
            return Failed(connection, started, error.Kind, exception.Message, exception.Action);
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

    private async Task<ConnectionTest> AskAsync(Connection connection, TestCalls calls, long started, CancellationToken cancellationToken)
    {
        var (status, body) = calls.List is { } list ? await SendAsync(connection, calls, calls.Auth, HttpMethod.Get, list, cancellationToken) : (404, "");
        if (status >= 400 && UpstreamErrors.Classify(status, body) is not (ErrorKind.ModelNotAvailable or ErrorKind.InvalidRequest) and var refused)
        {
            return Failed(connection, started, refused, $"It answered {status}.");
        }

        var hasList = status < 400;
        if (calls.Auth.Masked is null && calls.Auth.Name == "none")
        {
            return hasList ? Good(connection, started, $"It answered {status}.") : Good(connection, started, "It answers, but lists no models.");
        }

        if (hasList && (await SendAsync(connection, calls, null, HttpMethod.Get, calls.List!, cancellationToken)).Status is >= 400)
        {
            return Good(connection, started, "It took the credential.");
        }

        // A list for everybody proves nothing, and neither does none.
        if (calls.Answer is not { } answer)
        {
            return Good(connection, started, "It answers; the credential was not checked.");
        }

        (status, body) = await SendAsync(connection, calls, calls.Auth, HttpMethod.Post, answer, cancellationToken);
        var kind = UpstreamErrors.Classify(status, body);
        return status < 400 || kind is ErrorKind.InvalidRequest or ErrorKind.ModelNotAvailable or ErrorKind.ContextTooLong or ErrorKind.PayloadTooLarge
            ? Good(connection, started, "It took the credential.")
            : Failed(connection, started, kind, $"It answered {status}.");
    }

    private async Task<(int Status, string Body)> SendAsync(Connection connection, TestCalls calls, IAuthMethod? auth, HttpMethod method, Uri address, CancellationToken cancellationToken)
    {
        var client = clients.For(connection);
        using var request = new HttpRequestMessage(method, address) { Version = client.Version, VersionPolicy = client.VersionPolicy };
        if (method == HttpMethod.Post)
        {
            request.Content = new ByteArrayContent("{}"u8.ToArray()) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        }

        foreach (var (name, value) in connection.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (auth is not null)
        {
            calls.Call?.Wire.Rules.SetHeaders(calls.Call, request.Headers);
            await auth.SignAsync(request, cancellationToken);
        }

        using var response = await client.SendAsync(request, cancellationToken);
        var status = (int)response.StatusCode;
        return (status, status < 400 ? "" : Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(cancellationToken)));
    }

    private static ConnectionTest Good(Connection connection, long started, string message) =>
        new() { Connection = connection.Name, Ok = true, Message = message, DurationMs = Elapsed(started) };

    private static ConnectionTest Failed(Connection connection, long started, ErrorKind kind, string message, string? action = null) => new()
    {
        Connection = connection.Name,
        Ok = false,
        ErrorKind = kind.Code(),
        Message = message,
        Action = action ?? UpstreamFailures.Action(kind, connection),
        DurationMs = Elapsed(started),
    };

    private static double Elapsed(long started) => Math.Round(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 1);
}

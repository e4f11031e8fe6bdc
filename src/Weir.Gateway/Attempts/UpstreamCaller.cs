using System.Net;
using Microsoft.Extensions.Logging;
using Weir.Dialects.Errors;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Quotas;
using Weir.Gateway.Translation;
using Weir.Gateway.Upstream;

namespace Weir.Gateway.Attempts;

/// <summary>Sends an attempt's request and waits for the head of its answer.</summary>
internal sealed partial class UpstreamCaller(UpstreamClients clients, QuotaBoard quotas, ILogger<UpstreamCaller> logger)
{
    /// <summary>Sends the request; once more when its credential was refused and there is a new one. Null with the reason when it can't be sent.</summary>
    public async Task<(HttpResponseMessage? Response, WeirError? Problem)> SendAsync(RequestContext context, Ask ask)
    {
        var attempt = ask.Attempt;
        var connection = attempt.Target.Connection;
        var auth = attempt.Wire?.Auth ?? connection.Auth;
        var client = clients.For(connection);
        for (var isSecond = false; ; isSecond = true)
        {
            var (request, problem) = UpstreamRequests.Build(context, attempt, client);
            if (problem is not null)
            {
                attempt.Fail(problem.Kind, problem.Message);
                return (null, problem);
            }

            if (!isSecond && Dropped.Refuse(context, attempt) is { } refused)
            {
                request!.Dispose();
                return (null, refused);
            }

            await auth.SignAsync(request!, ask.Token);
            ask.Pulse.Enter(ask.FirstByteLimit);
            HttpResponseMessage response;
            try
            {
                response = await client.SendAsync(request!, ask.Token);
            }
            catch (Exception exception) when (!WasNeverReached(exception))
            {
                attempt.WentOut = request!.Content is not OutgoingContent { IsOut: false };
                throw;
            }
            finally
            {
                await ask.Pulse.LeaveAsync();
            }

            quotas.Note(connection, response.Headers);
            if (isSecond || response.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) || !await auth.RenewAsync(response, ask.Token))
            {
                attempt.Status = (int)response.StatusCode;
                attempt.UpstreamId = UpstreamIds.Of(response.Headers);
                return (response, null);
            }

            LogRenewed(attempt.Target.Name);
            response.Dispose();
            request!.Dispose();
        }
    }

    private static bool WasNeverReached(Exception exception) => exception is HttpRequestException
    {
        HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
    };

    [LoggerMessage(EventId = 3003, Level = LogLevel.Information, Message = "{Target} refused the credential; a new one is tried")]
    private partial void LogRenewed(string target);
}

using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Weir.Dialects.Errors;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Previews;
using Weir.Gateway.Admin.Work.Budgets;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Relay;
using Weir.Metering.Keys;

namespace Weir.Gateway.Ingress;

/// <summary>POST /v1/estimate: takes the body of a chat, messages or responses call and tells what it would cost. Nothing is sent.</summary>
internal sealed class EstimateEndpoint(EstimateWork estimates)
{
    public const string Path = "/v1/estimate";

    public async Task AnswerAsync(HttpContext http, ClientKey key)
    {
        var cancellationToken = http.RequestAborted;
        byte[] answer;
        try
        {
            using var body = await PooledBody.ReadAsync(http.Request, cancellationToken);
            var question = new RouteQuestion { Body = JsonElement.Parse(body.Span) };
            answer = JsonSerializer.SerializeToUtf8Bytes(await estimates.OfAsync(question, key, cancellationToken), AdminJson.Default.CostEstimate);
        }
        catch (JsonException)
        {
            await ErrorAnswer.WriteAsync(http.Response, new WeirError(ErrorKind.InvalidRequest, "The body is not JSON.", "Send the body of the request that is to be estimated."), cancellationToken);
            return;
        }
        catch (BadHttpRequestException exception)
        {
            await ErrorAnswer.WriteAsync(http.Response, new WeirError(ErrorKind.InvalidRequest, "The body can't be read.", "Send less, or send it again.") { Status = exception.StatusCode }, cancellationToken);
            return;
        }
        catch (AdminException exception)
        {
            var problem = exception.Problem;
            await ErrorAnswer.WriteAsync(http.Response, new WeirError(KindOf(problem.Status), problem.Detail, problem.Action ?? "") { Status = problem.Status }, cancellationToken);
            return;
        }

        http.Response.ContentType = "application/json";
        http.Response.ContentLength = answer.Length;
        await http.Response.BodyWriter.WriteAsync(answer, cancellationToken);
    }

    private static ErrorKind KindOf(int status) => status switch { 403 => ErrorKind.NotAllowed, 404 or 503 => ErrorKind.ModelNotAvailable, _ => ErrorKind.InvalidRequest };
}

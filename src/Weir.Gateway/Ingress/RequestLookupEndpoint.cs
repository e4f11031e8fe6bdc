using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Weir.Dialects.Errors;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Work;
using Weir.Gateway.Pipeline;
using Weir.Metering.Keys;
using Weir.Metering.Ledger;
using Weir.Metering.Usage;

namespace Weir.Gateway.Ingress;

/// <summary>GET /v1/requests/{id}: what one request of the calling key used and cost. Other keys' requests are not there for it.</summary>
internal sealed class RequestLookupEndpoint(UsageQueries usage, UsageLedger ledger)
{
    public async Task ShowAsync(HttpContext http, ClientKey key)
    {
        var id = (string)http.Request.RouteValues["id"]!;
        await ledger.FlushAsync(http.RequestAborted);
        if (await usage.FindAsync(id, http.RequestAborted) is not { } found || found.Record.KeyId != key.Id)
        {
            var error = new WeirError(ErrorKind.InvalidRequest, "This key made no request with that id.", "The id is in the answer's x-weir-request-id.") { Status = 404 };
            await ErrorAnswer.WriteAsync(http.Response, error, http.RequestAborted);
            return;
        }

        var body = JsonSerializer.SerializeToUtf8Bytes(Entries.Of(found), AdminJson.Default.RequestTrace);
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = body.Length;
        await http.Response.BodyWriter.WriteAsync(body, http.RequestAborted);
    }
}

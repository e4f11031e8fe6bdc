using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Weir.Dialects.Errors;
using Weir.Gateway.Pipeline;
using Weir.Metering.Keys;
using Weir.Storage;

namespace Weir.Gateway.Ingress.ServedQuotas;

/// <summary>
/// Tells the calling key what it has left, in three shapes: <c>/quota</c> (neutral), <c>/quota/v1</c> (quota-v1) and <c>/api/v1/key</c> (OpenRouter's). Costs nothing, counts on no budget and on no rate limit.
/// </summary>
internal sealed class ServedQuotaEndpoint(KeyQuotaReader quotas)
{
    /// <summary>Paths, and the shape of each.</summary>
    public static IReadOnlyList<(string Path, Action<Utf8JsonWriter, KeyQuota> Write)> Shapes { get; } =
    [
        ("/quota", NeutralShape.Write),
        ("/v1/quota", NeutralShape.Write),
        ("/quota/v1", QuotaV1Shape.Write),
        ("/api/v1/key", OpenRouterShape.Write),
    ];

    public async Task AnswerAsync(HttpContext http, ClientKey key, Action<Utf8JsonWriter, KeyQuota> write)
    {
        KeyQuota quota;
        try
        {
            quota = await quotas.ReadAsync(key, http.RequestAborted);
        }
        catch (StorageException exception)
        {
            await ErrorAnswer.WriteAsync(http.Response, new WeirError(ErrorKind.Overloaded, "The budgets can't be read now.", exception.Action) { Status = StatusCodes.Status503ServiceUnavailable }, http.RequestAborted);
            return;
        }

        var body = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(body))
        {
            write(json, quota);
        }

        http.Response.ContentType = "application/json";
        http.Response.ContentLength = body.WrittenCount;
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.BodyWriter.WriteAsync(body.WrittenMemory, http.RequestAborted);
    }
}

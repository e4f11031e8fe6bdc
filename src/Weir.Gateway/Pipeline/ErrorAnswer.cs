using System.Buffers;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Weir.Dialects.Errors;
using Weir.Dialects.OpenAiChat;

namespace Weir.Gateway.Pipeline;

/// <summary>Tells a client what went wrong, in its dialect: as an answer, or as an event where a stream has begun.</summary>
internal static class ErrorAnswer
{
    private static readonly byte[] Done = "data: [DONE]\n\n"u8.ToArray();

    public static async Task WriteAsync(HttpResponse response, WeirError error, CancellationToken cancellationToken)
    {
        if (response.HasStarted)
        {
            ErrorWriter.WriteEvent(response.BodyWriter, error);
            await response.BodyWriter.WriteAsync(Done, cancellationToken);
            return;
        }

        var body = new ArrayBufferWriter<byte>(512);
        ErrorWriter.Write(body, error);
        response.StatusCode = error.Status;
        response.ContentType = "application/json";
        response.ContentLength = body.WrittenCount;
        if (error.RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        await response.BodyWriter.WriteAsync(body.WrittenMemory, cancellationToken);
    }
}

using System.Buffers;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Weir.Dialects;
using Weir.Dialects.Errors;
using Weir.Dialects.Streaming;
using Weir.Gateway.Translation;

namespace Weir.Gateway.Pipeline;

/// <summary>Tells a client what went wrong, in its dialect: as an answer, or as an event where a stream has begun.</summary>
internal static class ErrorAnswer
{
    /// <summary>Writes the error in the dialect of the client.</summary>
    /// <param name="response">The response; may have begun.</param>
    /// <param name="error">What went wrong.</param>
    /// <param name="cancellationToken">The client's.</param>
    /// <param name="stream">The writer of the stream that has begun, where it is known.</param>
    public static async Task WriteAsync(HttpResponse response, WeirError error, CancellationToken cancellationToken, IStreamWriter? stream = null)
    {
        var dialect = DialectTable.Find(ClientDialects.Of(response.HttpContext))!;
        if (response.HasStarted)
        {
            (stream ?? dialect.NewStreamWriter(new AnswerOptions())).Write(new AnswerFailed(error), response.BodyWriter);
            await response.BodyWriter.FlushAsync(cancellationToken);
            return;
        }

        var body = new ArrayBufferWriter<byte>(512);
        dialect.WriteError(error, body);
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

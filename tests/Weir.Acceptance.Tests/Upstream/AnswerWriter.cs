using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace Weir.Acceptance.Tests.Upstream;

/// <summary>Puts one answer on the wire, piece by piece.</summary>
internal static class AnswerWriter
{
    public static async Task WriteAsync(UpstreamAnswer answer, HttpContext context)
    {
        var hungUp = context.RequestAborted;
        try
        {
            await Task.Delay(answer.Delay, hungUp);
            if (answer.Ending != UpstreamEnding.Complete && answer.Pieces == 0)
            {
                await EndAsync(answer, context);
                return;
            }

            WriteHeaders(answer, context.Response);
            await context.Response.StartAsync(hungUp);
            await WriteBodyAsync(answer, context.Response.Body, hungUp);
            await EndAsync(answer, context);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException && hungUp.IsCancellationRequested)
        {
            // The caller went away: it sees nothing more.
        }
    }

    private static void WriteHeaders(UpstreamAnswer answer, HttpResponse response)
    {
        response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
        {
            response.Headers[name] = value;
        }

        if (answer.Encoding is { } encoding)
        {
            response.Headers.ContentEncoding = encoding;
        }
        else if (answer is { Ending: UpstreamEnding.Complete } && answer.Chunking == Chunking.Whole)
        {
            response.ContentLength = answer.Body.Length;
        }
    }

    private static async Task WriteBodyAsync(UpstreamAnswer answer, Stream body, CancellationToken hungUp)
    {
        Stream target = answer.Encoding switch
        {
            null => body,
            "gzip" => new GZipStream(body, CompressionLevel.Fastest, leaveOpen: true),
            "br" => new BrotliStream(body, CompressionLevel.Fastest, leaveOpen: true),
            var other => throw new NotSupportedException($"No encoding is called {other}."),
        };
        var sent = 0;
        foreach (var piece in answer.Chunking.Split(answer.Body))
        {
            if (sent == answer.Pieces)
            {
                break;
            }

            if (sent > 0 && answer.Gate is { } gate)
            {
                await gate.WaitAsync(hungUp);
            }

            await target.WriteAsync(piece, hungUp);
            await target.FlushAsync(hungUp);
            await Task.Delay(answer.Pause, hungUp);
            sent++;
        }

        if (target != body)
        {
            await target.DisposeAsync();
        }
    }

    private static async Task EndAsync(UpstreamAnswer answer, HttpContext context)
    {
        switch (answer.Ending)
        {
            case UpstreamEnding.Stall:
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
                break;
            case UpstreamEnding.Cut when context.Response.HasStarted:
                // The server closes the connection without the end of the body; what was sent before still arrives, which a reset would not grant.
                throw new InvalidOperationException("The test cuts the answer here.");
            case UpstreamEnding.Cut:
                context.Abort();
                break;
            default:
                break;
        }
    }
}

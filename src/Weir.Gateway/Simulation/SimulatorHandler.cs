using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Text;
using Weir.Routing.Targets;

namespace Weir.Gateway.Simulation;

/// <summary>A provider without a network: answers OpenAI-shaped requests in the manner of a vendor, its delays and failures included.</summary>
internal sealed class SimulatorHandler(SimulatorSettings settings, TimeProvider time) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath;
        if (path.EndsWith("/models", StringComparison.Ordinal))
        {
            return Json(HttpStatusCode.OK, SimulatorJson.Models());
        }

        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        if (!SimulatedRequest.TryParse(body, out var asked))
        {
            return Json(HttpStatusCode.BadRequest, SimulatorJson.Error("invalid_request_error", "The simulator could not read the request: messages or input is missing or has the wrong type."));
        }

        await DelayAsync(settings.FirstByteDelay, cancellationToken);
        if (Happens(settings.RateLimitRate))
        {
            var limited = Json(HttpStatusCode.TooManyRequests, SimulatorJson.Error("rate_limit_error", "The simulator was told to answer some requests with 429."));
            limited.Headers.TryAddWithoutValidation("Retry-After", "1");
            return limited;
        }

        if (Happens(settings.ErrorRate))
        {
            return Json(HttpStatusCode.InternalServerError, SimulatorJson.Error("api_error", "The simulator was told to answer some requests with 500."));
        }

        if (path.EndsWith("/embeddings", StringComparison.Ordinal))
        {
            return Json(HttpStatusCode.OK, SimulatorJson.Embeddings(asked));
        }

        if (!path.EndsWith("/completions", StringComparison.Ordinal))
        {
            return Json(HttpStatusCode.NotFound, SimulatorJson.Error("invalid_request_error", "The simulator answers chat completions, completions, embeddings and models."));
        }

        var script = SimulatorScript.For(asked, settings, isChat: path.EndsWith("/chat/completions", StringComparison.Ordinal));
        return asked.Stream ? Stream(script, Happens(settings.CutRate)) : Json(HttpStatusCode.OK, await WholeAsync(script, cancellationToken));
    }

    // A simulator's dice need no secrecy.
#pragma warning disable CA5394
    private static bool Happens(double rate) => rate > 0 && Random.Shared.NextDouble() < rate;
#pragma warning restore CA5394

    private static HttpResponseMessage Json(HttpStatusCode status, byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        return new HttpResponseMessage(status) { Content = content };
    }

    private async Task<byte[]> WholeAsync(SimulatorScript script, CancellationToken cancellationToken)
    {
        if (settings.TokensPerSecond > 0)
        {
            await DelayAsync(TimeSpan.FromSeconds(script.OutputTokens / settings.TokensPerSecond), cancellationToken);
        }

        return script.Whole();
    }

    private HttpResponseMessage Stream(SimulatorScript script, bool cut)
    {
        var pipe = new Pipe();
        var stop = new CancellationTokenSource();
        _ = PlayAsync(script, pipe.Writer, cut, stop.Token);
        var content = new StreamContent(new SimulatedStream(pipe.Reader, stop, cut));
        content.Headers.TryAddWithoutValidation("Content-Type", "text/event-stream");
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
    }

    /// <summary>Writes the events at the set speed until the end, the cut, or until the reader goes.</summary>
    private async Task PlayAsync(SimulatorScript script, PipeWriter output, bool cut, CancellationToken cancellationToken)
    {
        Exception? end = null;
        try
        {
            var events = 0;
            var half = Math.Max(1, script.OutputTokens / 2);
            var started = time.GetTimestamp();
            foreach (var chunk in script.Events())
            {
                if (cut && events >= half)
                {
                    break;
                }

                var due = settings.TokensPerSecond > 0 ? TimeSpan.FromSeconds(events / settings.TokensPerSecond) : TimeSpan.Zero;
                await DelayAsync(due - time.GetElapsedTime(started), cancellationToken);
                output.Write(Encoding.UTF8.GetBytes($"data: {chunk}\n\n"));
                if ((await output.FlushAsync(cancellationToken)).IsCompleted)
                {
                    break;
                }

                events++;
            }
        }
        catch (OperationCanceledException exception)
        {
            end = exception;
        }

        await output.CompleteAsync(end);
    }

    private Task DelayAsync(TimeSpan wait, CancellationToken cancellationToken) =>
        wait > TimeSpan.FromMilliseconds(1) ? Task.Delay(wait, time, cancellationToken) : Task.CompletedTask;
}

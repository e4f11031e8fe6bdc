using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Weir.Overshoot;

/// <summary>Writes a streamed answer of so many words, a token each.</summary>
internal sealed class AnswerStream(HttpContext http, bool isAnthropic)
{
    private const int WordsPerEvent = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(4);

    public async Task BeginAsync(long input)
    {
        http.Response.ContentType = "text/event-stream";
        if (isAnthropic)
        {
            await SendAsync(string.Create(CultureInfo.InvariantCulture, $$$$"""
                event: message_start
                data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],"stop_reason":null,"usage":{"input_tokens":{{{{input}}}},"output_tokens":1}}}

                event: content_block_start
                data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}


                """));
        }
        else
        {
            await SendAsync(Chunk("""{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}"""));
        }
    }

    public async Task WriteAsync(long words)
    {
        for (var left = words; left > 0; left -= WordsPerEvent)
        {
            var text = string.Concat(Enumerable.Repeat("word ", (int)Math.Min(left, WordsPerEvent)));
            await SendAsync(isAnthropic
                ? $$$"""event: content_block_delta{{{"\n"}}}data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"{{{text}}}"} }{{{"\n\n"}}}"""
                : Chunk($$$"""{"index":0,"delta":{"content":"{{{text}}}"},"finish_reason":null}"""));
            await Task.Delay(Pause, http.RequestAborted);
        }
    }

    public async Task EndAsync(Billed billed, bool isCutShort)
    {
        if (isAnthropic)
        {
            var usage = string.Create(CultureInfo.InvariantCulture, $$$""","usage":{"input_tokens":{{{billed.Input}}},"output_tokens":{{{billed.Output}}} }""");
            await SendAsync("event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n"
                + $$$"""event: message_delta{{{"\n"}}}data: {"type":"message_delta","delta":{"stop_reason":"{{{(isCutShort ? "max_tokens" : "end_turn")}}}"}{{{usage}}} }{{{"\n\n"}}}"""
                + "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
            return;
        }

        var end = Chunk($$$"""{"index":0,"delta":{},"finish_reason":"{{{(isCutShort ? "length" : "stop")}}}"}""");
        end += string.Create(CultureInfo.InvariantCulture, $$$"""
            data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"m","choices":[],"usage":{"prompt_tokens":{{{billed.Input}}},"completion_tokens":{{{billed.Output}}},"total_tokens":{{{billed.Tokens}}} }}


            """);
        await SendAsync(end + "data: [DONE]\n\n");
    }

    private static string Chunk(string choice) => $$$"""data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{{{choice}}}]}{{{"\n\n"}}}""";

    private async Task SendAsync(string text)
    {
        await http.Response.WriteAsync(text, http.RequestAborted);
        await http.Response.Body.FlushAsync(http.RequestAborted);
    }
}

using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Weir.LoadBench;

/// <summary>A stand-in provider that answers at once, in OpenAI's shapes.</summary>
internal static class Upstream
{
    private const int Chunks = 200;

    private static readonly byte[] Whole = Encoding.UTF8.GetBytes(
        """{"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"TEXT","refusal":null},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":230,"completion_tokens":180,"total_tokens":410,"prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0}},"service_tier":"default","system_fingerprint":"fp_1"}"""
            .Replace("TEXT", new string('x', 700), StringComparison.Ordinal));

    private static readonly byte[] Chunk = "data: {\"id\":\"chatcmpl-D8dWqZjT3X67eFbvoH46UoIrB59qJ\",\"object\":\"chat.completion.chunk\",\"created\":1770950944,\"model\":\"m\",\"service_tier\":\"default\",\"system_fingerprint\":\"fp_ad98c18a04\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\" word\"},\"logprobs\":null,\"finish_reason\":null}],\"usage\":null,\"obfuscation\":\"HrnPqAIrehhT1\"}\n\n"u8.ToArray();
    private static readonly byte[] Finish = "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":null}\n\n"u8.ToArray();
    private static readonly byte[] End = "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[],\"usage\":{\"prompt_tokens\":230,\"completion_tokens\":200,\"total_tokens\":430}}\n\ndata: [DONE]\n\n"u8.ToArray();

    public static async Task RunAsync(string url)
    {
        // Its own folder: watching for settings in one that Weir writes to would cost Weir.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.Urls.Add(url);
        app.MapPost("/v1/chat/completions", (RequestDelegate)AnswerAsync);
        await app.RunAsync();
    }

    private static async Task AnswerAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        var text = Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length);
        if (!text.Contains("\"stream\":true", StringComparison.Ordinal))
        {
            http.Response.ContentType = "application/json";
            http.Response.ContentLength = Whole.Length;
            await http.Response.BodyWriter.WriteAsync(Whole, http.RequestAborted);
            return;
        }

        http.Response.ContentType = "text/event-stream";
        var idle = text.Contains("stay idle", StringComparison.Ordinal);
        for (var i = 0; i < (idle ? 1 : Chunks); i++)
        {
            await http.Response.BodyWriter.WriteAsync(Chunk, http.RequestAborted);
        }

        if (idle)
        {
            await Task.Delay(TimeSpan.FromMinutes(5), http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        await http.Response.BodyWriter.WriteAsync(Finish, http.RequestAborted);
        await http.Response.BodyWriter.WriteAsync(End, http.RequestAborted);
    }
}

using System.Buffers;
using Weir.Dialects;
using Weir.Gateway.Pipeline;

namespace Weir.Gateway.Translation;

/// <summary>Answers a question for tokens that no upstream can answer, by an estimate that says that it is one.</summary>
internal static class EstimatedCount
{
    /// <summary>Tells the client of an estimate instead of a count.</summary>
    public const string Header = "x-weir-estimated";

    public static async Task AnswerAsync(RequestContext context, Action<RequestContext> settle)
    {
        var body = new ArrayBufferWriter<byte>(64);
        ((ICountsTokens)Lanes.DialectOf(context.Operation)).WriteCount(context.EstimatedInput, body);
        context.NameTarget(context.Current?.Target);
        context.Response.Headers[Header] = "true";
        context.HasAnswerBegun = true;
        settle(context);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.WrittenCount;
        await context.Response.BodyWriter.WriteAsync(body.WrittenMemory, context.Http.RequestAborted);
    }
}

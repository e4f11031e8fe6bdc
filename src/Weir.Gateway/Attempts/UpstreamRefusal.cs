using Microsoft.AspNetCore.Http;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Upstream;

namespace Weir.Gateway.Attempts;

/// <summary>An upstream's refusal in the client's own dialect, kept until it is clear that nobody else answers: its bytes say more than ours could.</summary>
internal sealed record UpstreamRefusal(Attempt Attempt, HeaderDictionary Headers, ReadOnlyMemory<byte> Body)
{
    public static UpstreamRefusal Of(Attempt attempt, HttpResponseMessage response, ReadOnlyMemory<byte> body)
    {
        var headers = new HeaderDictionary();
        ResponseHeaders.Copy(response, headers);
        return new UpstreamRefusal(attempt, headers, body);
    }

    /// <summary>Hands it on as the answer. Nothing may have been sent yet.</summary>
    public async Task RelayAsync(RequestContext context, Action<RequestContext> settle)
    {
        var response = context.Response;
        foreach (var (name, value) in Headers)
        {
            response.Headers[name] = value;
        }

        context.NameTarget(Attempt.Target);
        response.StatusCode = Attempt.Status;
        response.ContentLength = Body.Length;
        settle(context);
        await response.BodyWriter.WriteAsync(Body, context.Http.RequestAborted);
    }
}

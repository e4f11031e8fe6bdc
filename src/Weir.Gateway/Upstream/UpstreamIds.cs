using System.Net.Http.Headers;

namespace Weir.Gateway.Upstream;

/// <summary>What upstreams call their answers, by the headers that they say it in.</summary>
internal static class UpstreamIds
{
    /// <summary>Longer than any vendor's; what is longer is none.</summary>
    private const int Longest = 128;

    // A router in front of others has several: its bill knows the generation.
    private static readonly string[] Names = ["x-generation-id", "x-request-id", "request-id", "x-amzn-requestid", "mistral-correlation-id", "apim-request-id"];

    /// <summary>The id of an answer; null where its headers say none.</summary>
    public static string? Of(HttpResponseHeaders headers)
    {
        var all = headers.NonValidated;
        foreach (var name in Names)
        {
            if (Read(all, name) is { } id)
            {
                return id;
            }
        }

        return null;
    }

    private static string? Read(HttpHeadersNonValidated headers, string name) =>
        headers.TryGetValues(name, out var values) && values.ToString() is { Length: > 0 and <= Longest } id && !id.AsSpan().ContainsAnyExceptInRange('!', '~') ? id : null;
}

using System.Net.Http.Headers;

namespace Weir.Gateway.Upstream;

/// <summary>What upstreams call their answers, by the headers that they say it in.</summary>
internal static class UpstreamIds
{
    /// <summary>Longer than any vendor's; what is longer is none.</summary>
    private const int Longest = 128;

    // The one that the vendor's bill or support knows first, where there are several.
    private static readonly string[] Names = ["x-request-id", "request-id", "x-amzn-requestid", "x-generation-id", "mistral-correlation-id", "apim-request-id"];

    /// <summary>The id of an answer; null where its headers say none.</summary>
    public static string? Of(HttpResponseHeaders headers)
    {
        var all = headers.NonValidated;

        // A router in front of others has both; its bill knows the generation.
        var first = all.Contains("x-generation-id") ? Read(all, "x-generation-id") : null;
        for (var i = 0; first is null && i < Names.Length; i++)
        {
            first = Read(all, Names[i]);
        }

        return first;
    }

    private static string? Read(HttpHeadersNonValidated headers, string name) =>
        headers.TryGetValues(name, out var values) && values.ToString() is { Length: > 0 and <= Longest } id && !id.AsSpan().ContainsAnyExceptInRange('!', '~') ? id : null;
}

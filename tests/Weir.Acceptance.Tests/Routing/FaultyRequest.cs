using System.Globalization;
using System.Text.Json;

namespace Weir.Acceptance.Tests.Routing;

/// <summary>One request as it arrived at a <see cref="FaultyUpstream"/>.</summary>
/// <param name="Method">The verb.</param>
/// <param name="Path">Path and query; its first segment names what is to be done.</param>
/// <param name="Length">Bytes of the body.</param>
/// <param name="Body">The body.</param>
internal sealed record FaultyRequest(string Method, string Path, int Length, string Body)
{
    /// <summary>What the connection's base URL asks for.</summary>
    public string Name => Path.Split('/')[1];

    public bool IsModelList => Method == "GET";

    /// <summary>True for Anthropic's API, false for OpenAI's.</summary>
    public bool IsAnthropic => Path.Contains("/messages", StringComparison.Ordinal);

    public bool IsStream
    {
        get
        {
            using var body = JsonDocument.Parse(Body);
            return body.RootElement.TryGetProperty("stream", out var stream) && stream.ValueKind == JsonValueKind.True;
        }
    }

    public static FaultyRequest OfHead(string head)
    {
        var lines = head.Split("\r\n");
        var first = lines[0].Split(' ');
        var length = lines.FirstOrDefault(static line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        return new FaultyRequest(first[0], first[1], length is null ? 0 : int.Parse(length["Content-Length:".Length..], CultureInfo.InvariantCulture), "");
    }

    public FaultyRequest WithBody(string body) => this with { Body = body };
}

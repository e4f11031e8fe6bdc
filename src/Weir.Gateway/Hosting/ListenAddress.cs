using System.Net;

namespace Weir.Gateway.Hosting;

/// <summary>One address to listen on: <c>http://</c>, <c>https://</c> (HTTP/1.1 and 2), or <c>h2c://</c> (HTTP/2 without TLS, which needs a port of its own).</summary>
/// <param name="Scheme"><c>http</c>, <c>https</c> or <c>h2c</c>.</param>
/// <param name="Host">A name or an address; <c>*</c> for all.</param>
/// <param name="Port">1 to 65535, or 0 for any free one.</param>
public sealed record ListenAddress(string Scheme, string Host, int Port)
{
    /// <summary>Where Weir listens when nobody says otherwise.</summary>
    public const string Default = "http://127.0.0.1:9347";

    /// <summary>True when only this machine can reach it.</summary>
    public bool IsLoopback => Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>Reads addresses separated by semicolons or commas.</summary>
    /// <exception cref="StartRefusedException">One is malformed.</exception>
    public static IReadOnlyList<ListenAddress> ParseAll(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        return text.Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [_, ..] parts
            ? [.. parts.Select(Parse)]
            : throw Refusal(text);
    }

    public override string ToString() => $"{(Scheme == "h2c" ? "http" : Scheme)}://{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}";

    private static ListenAddress Parse(string text)
    {
        var wildcard = text.Replace("://*", "://0.0.0.0", StringComparison.Ordinal).Replace("://+", "://0.0.0.0", StringComparison.Ordinal);
        return Uri.TryCreate(wildcard, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "h2c" && uri.AbsolutePath is "/" or ""
            ? new ListenAddress(uri.Scheme, uri.Host.Trim('[', ']'), uri.Port < 0 ? 9347 : uri.Port)
            : throw Refusal(text);
    }

    private static StartRefusedException Refusal(string text) =>
        new($"\"{text}\" is not an address to listen on.", "Give one like http://127.0.0.1:9347 (also https:// and h2c://).");
}

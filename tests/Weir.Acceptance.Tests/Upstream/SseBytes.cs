using System.Text;

namespace Weir.Acceptance.Tests.Upstream;

/// <summary>Server-sent events as bytes: nothing is decoded, so nothing can be lost.</summary>
internal static class SseBytes
{
    /// <summary>Length of the first event with the blank line that ends it; all bytes when none does.</summary>
    public static int FirstEventLength(ReadOnlySpan<byte> body)
    {
        var unix = body.IndexOf("\n\n"u8);
        var dos = body.IndexOf("\r\n\r\n"u8);
        return (unix, dos) switch
        {
            ( < 0, < 0) => body.Length,
            ( < 0, _) => dos + 4,
            (_, < 0) => unix + 2,
            _ => Math.Min(unix + 2, dos + 4),
        };
    }

    /// <summary>The events of a stream as text, each with its blank line.</summary>
    public static IReadOnlyList<string> Events(ReadOnlyMemory<byte> body) =>
        [.. Chunking.PerEvent.Split(body).Select(static item => Encoding.UTF8.GetString(item.Span))];
}

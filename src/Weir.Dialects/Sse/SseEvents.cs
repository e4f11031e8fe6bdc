namespace Weir.Dialects.Sse;

/// <summary>Cuts bytes of a server-sent event stream at the blank lines between events.</summary>
public static class SseEvents
{
    /// <summary>Length of the part of <paramref name="bytes"/> that holds whole events only, blank lines included; 0 when no event is complete.</summary>
    /// <param name="bytes">Bytes that begin at an event.</param>
    /// <param name="known">How many of them are known to end no event; so a long event that comes in pieces is searched once.</param>
    public static int CompleteLength(ReadOnlySpan<byte> bytes, int known = 0)
    {
        var from = Math.Max(0, known - 2);
        var length = LastEnd(bytes[from..]);
        return length == 0 ? 0 : from + length;
    }

    private static int LastEnd(ReadOnlySpan<byte> bytes)
    {
        var lf = bytes.LastIndexOf("\n\n"u8);
        var crlf = bytes.LastIndexOf("\n\r\n"u8);
        return Math.Max(lf < 0 ? 0 : lf + 2, crlf < 0 ? 0 : crlf + 3);
    }

    /// <summary>Length of the first whole event of <paramref name="bytes"/>, its blank line included; 0 when it is not complete.</summary>
    public static int FirstLength(ReadOnlySpan<byte> bytes)
    {
        for (var from = 0; ;)
        {
            var at = bytes[from..].IndexOf((byte)'\n');
            if (at < 0)
            {
                return 0;
            }

            from += at + 1;
            if (from < bytes.Length && bytes[from] == '\n')
            {
                return from + 1;
            }

            if (from + 1 < bytes.Length && bytes[from] == '\r' && bytes[from + 1] == '\n')
            {
                return from + 2;
            }
        }
    }

    /// <summary>The data of an event whose data is one line, which is what LLM providers send; empty for comments and other events.</summary>
    public static ReadOnlySpan<byte> Data(ReadOnlySpan<byte> @event)
    {
        var at = @event.StartsWith("data:"u8) ? 0 : @event.IndexOf("\ndata:"u8) + 1;
        if (at == 0 && !@event.StartsWith("data:"u8))
        {
            return default;
        }

        var data = @event[(at + 5)..];
        var end = data.IndexOf((byte)'\n');
        return (end < 0 ? data : data[..end]).Trim((byte)' ').TrimEnd((byte)'\r');
    }
}

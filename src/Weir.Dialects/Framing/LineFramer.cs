namespace Weir.Dialects.Framing;

/// <summary>One JSON value a line (NDJSON). Empty lines are passed over.</summary>
public sealed class LineFramer : IFramer
{
    private readonly FrameBuffer _buffer = new();
    private int _searched;

    public void Push(ReadOnlySpan<byte> bytes) => _buffer.Add(bytes);

    public void End() => _buffer.Add("\n"u8);

    public bool TryNext(out Frame frame)
    {
        while (true)
        {
            var held = _buffer.Held;
            var at = held.Span[_searched..].IndexOf((byte)'\n');
            if (at < 0)
            {
                _searched = held.Length;
                frame = default;
                return false;
            }

            at += _searched;
            _searched = 0;
            var line = held[..at].Trim((byte)'\r').Trim((byte)' ');
            _buffer.Drop(at + 1);
            if (!line.IsEmpty)
            {
                frame = new Frame(null, line);
                return true;
            }
        }
    }
}

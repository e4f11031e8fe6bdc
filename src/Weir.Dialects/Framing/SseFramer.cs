using System.Text;

namespace Weir.Dialects.Framing;

/// <summary>Server-sent events: lines end in LF, CRLF or CR; comments and unknown fields are passed over; data of several lines is joined with LF.</summary>
public sealed class SseFramer : IFramer
{
    private readonly FrameBuffer _buffer = new();
    private readonly FrameBuffer _data = new();
    private string? _event;
    private bool _hasData;
    private bool _skipLineFeed;
    private bool _isFirstLine = true;
    private bool _handedOut;
    private int _searched;

    public void Push(ReadOnlySpan<byte> bytes) => _buffer.Add(bytes);

    public void End()
    {
        // What a server wrote last without a blank line still counts.
        _buffer.Add("\n\n"u8);
    }

    public bool TryNext(out Frame frame)
    {
        if (_handedOut)
        {
            _handedOut = false;
            _data.Drop(_data.Held.Length);
            _event = null;
            _hasData = false;
        }

        while (TryReadLine(out var line))
        {
            if (!line.IsEmpty)
            {
                ReadField(line);
            }
            else if (_hasData)
            {
                _handedOut = true;
                frame = new Frame(_event, _data.Held);
                return true;
            }
            else
            {
                _event = null;
            }
        }

        frame = default;
        return false;
    }

    private bool TryReadLine(out ReadOnlySpan<byte> line)
    {
        var held = _buffer.Held.Span;
        if (_skipLineFeed && !held.IsEmpty)
        {
            _skipLineFeed = false;
            if (held[0] == '\n')
            {
                _buffer.Drop(1);
                held = _buffer.Held.Span;
            }
        }

        var at = held[_searched..].IndexOfAny((byte)'\n', (byte)'\r');
        if (at < 0)
        {
            _searched = held.Length;
            line = default;
            return false;
        }

        at += _searched;
        _searched = 0;
        line = held[..at];
        _skipLineFeed = held[at] == '\r';
        _buffer.Drop(at + 1);
        if (_isFirstLine)
        {
            _isFirstLine = false;
            line = line.StartsWith("\uFEFF"u8) ? line[3..] : line;
        }

        return true;
    }

    private void ReadField(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        var name = colon < 0 ? line : line[..colon];
        var value = colon < 0 ? default : line[(colon + 1)..];
        if (!value.IsEmpty && value[0] == ' ')
        {
            value = value[1..];
        }

        if (name.SequenceEqual("data"u8))
        {
            if (_hasData)
            {
                _data.Add("\n"u8);
            }

            _data.Add(value);
            _hasData = true;
        }
        else if (name.SequenceEqual("event"u8))
        {
            _event = Encoding.UTF8.GetString(value);
        }
    }
}

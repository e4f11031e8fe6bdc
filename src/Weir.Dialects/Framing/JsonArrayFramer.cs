namespace Weir.Dialects.Framing;

/// <summary>The values of one JSON array (or one value alone), each as soon as it is whole.</summary>
public sealed class JsonArrayFramer : IFramer
{
    private readonly FrameBuffer _buffer = new();
    private int _scanned;
    private int _depth;
    private bool _inString;
    private bool _escaped;

    public void Push(ReadOnlySpan<byte> bytes) => _buffer.Add(bytes);

    public void End()
    {
        // A value that is not whole is none.
    }

    public bool TryNext(out Frame frame)
    {
        var held = _buffer.Held;
        var bytes = held.Span;
        while (_scanned < bytes.Length)
        {
            var next = bytes[_scanned++];
            if (_inString)
            {
                (_escaped, _inString) = _escaped ? (false, true) : next == '\\' ? (true, true) : (false, next != '"');
                continue;
            }

            switch (next)
            {
                case (byte)'"':
                    _inString = true;
                    break;
                case (byte)'{':
                    if (_depth++ == 0)
                    {
                        // What stands before a value is the array's own: brackets, commas, blanks.
                        _buffer.Drop(_scanned - 1);
                        held = _buffer.Held;
                        bytes = held.Span;
                        _scanned = 1;
                    }

                    break;
                case (byte)'}' when _depth > 0 && --_depth == 0:
                    frame = new Frame(null, held[.._scanned]);
                    _buffer.Drop(_scanned);
                    _scanned = 0;
                    return true;
                default:
                    break;
            }
        }

        frame = default;
        return false;
    }
}

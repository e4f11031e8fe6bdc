using Weir.Dialects.Framing;

namespace Weir.Dialects.Gemini;

/// <summary>Events or an array: the first byte that is no blank tells which of the two a stream is.</summary>
internal sealed class GeminiFramer : IFramer
{
    private IFramer? _framer;

    public void Push(ReadOnlySpan<byte> bytes)
    {
        if (_framer is null)
        {
            bytes = bytes.TrimStart(" \t\r\n"u8);
            if (bytes.IsEmpty)
            {
                return;
            }

            _framer = bytes[0] is (byte)'[' or (byte)'{' ? new JsonArrayFramer() : new SseFramer();
        }

        _framer.Push(bytes);
    }

    public void End() => _framer?.End();

    public bool TryNext(out Frame frame)
    {
        frame = default;
        return _framer?.TryNext(out frame) == true;
    }
}

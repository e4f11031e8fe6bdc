namespace Weir.Dialects.Framing;

/// <summary>Bytes that are not yet a whole frame.</summary>
public sealed class FrameBuffer
{
    /// <summary>A frame longer than this ends the stream: no provider sends one.</summary>
    public const int MaxFrame = 64 * 1024 * 1024;

    private byte[] _bytes = [];
    private int _start;
    private int _end;

    /// <summary>What is held.</summary>
    public ReadOnlyMemory<byte> Held => _bytes.AsMemory(_start, _end - _start);

    /// <summary>Adds bytes behind those held.</summary>
    /// <exception cref="InvalidDataException">More than <see cref="MaxFrame"/> would be held.</exception>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        var held = _end - _start;
        if ((long)held + bytes.Length > MaxFrame)
        {
            throw new InvalidDataException($"The upstream sent an event of more than {MaxFrame / (1024 * 1024)} MB.");
        }

        if (_end + bytes.Length > _bytes.Length)
        {
            var larger = held + bytes.Length <= _bytes.Length ? _bytes : new byte[Math.Max(4096, Math.Max(_bytes.Length * 2, held + bytes.Length))];
            Buffer.BlockCopy(_bytes, _start, larger, 0, held);
            _bytes = larger;
            _start = 0;
            _end = held;
        }

        bytes.CopyTo(_bytes.AsSpan(_end));
        _end += bytes.Length;
    }

    /// <summary>Drops the first bytes; what was read of them stays valid until the next <see cref="Add"/>.</summary>
    public void Drop(int length)
    {
        _start += length;
        if (_start == _end)
        {
            _start = 0;
            _end = 0;
        }
    }
}

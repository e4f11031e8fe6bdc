using System.Buffers;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Weir.Metering.Ledger.Journal;

/// <summary>
/// Reads the records of one segment in order. Where bytes are torn, missing or damaged it searches for the next frame that is whole, so
/// that one bad spot costs the records on it and no others.
/// </summary>
internal sealed class SegmentReader : IDisposable
{
    private const int SmallBuffer = 256 * 1024;

    private readonly SafeFileHandle _file;
    private readonly SegmentHeader _header;
    private readonly long _limit;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(SmallBuffer);
    private int _start;
    private int _end;
    private long _skipping;

    /// <param name="file">The segment; stays the caller's.</param>
    /// <param name="header">The segment's header.</param>
    /// <param name="offset">Where to begin; the header is passed over.</param>
    /// <param name="limit">Where to end: the bytes behind it are not the reader's business yet.</param>
    public SegmentReader(SafeFileHandle file, SegmentHeader header, long offset, long limit)
    {
        _file = file;
        _header = header;
        _limit = limit;
        Offset = Math.Max(offset, SegmentHeader.Size);
    }

    /// <summary>Behind the last record that was read or the last bytes that were given up.</summary>
    public long Offset { get; private set; }

    /// <summary>Bytes given up between records. Those behind the last one don't count: they are a write that a crash cut short.</summary>
    public long SkippedBytes { get; private set; }

    /// <summary>Reads the next record, valid until the next call; false at the end.</summary>
    public bool TryRead(out ReadOnlySpan<byte> record)
    {
        while (true)
        {
            var window = _buffer.AsSpan(_start.._end);
            if (window.Length < Frame.HeaderSize)
            {
                if (Fill(Frame.HeaderSize))
                {
                    continue;
                }

                Offset = Math.Max(Offset, _limit);
                record = default;
                return false;
            }

            var length = Frame.AnnouncedLength(window, _header);
            var size = Frame.HeaderSize + length;
            if (length > 0 && (window.Length >= size || Fill(size)))
            {
                var frame = _buffer.AsSpan(_start, size);
                if (Frame.IsIntact(frame, _header))
                {
                    SkippedBytes += _skipping;
                    _skipping = 0;
                    Consume(size);
                    record = frame[Frame.HeaderSize..];
                    return true;
                }
            }

            SkipToMarker();
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private void SkipToMarker()
    {
        var marker = _header.Marker;
        var window = _buffer.AsSpan((_start + 1).._end);
        var found = window.IndexOf(MemoryMarshal.AsBytes(new ReadOnlySpan<uint>(in marker)));

        // The last three bytes may be the beginning of a marker.
        var skipped = 1 + (found >= 0 ? found : window.Length - (sizeof(uint) - 1));
        _skipping += skipped;
        Consume(skipped);
    }

    private void Consume(int count)
    {
        _start += count;
        Offset += count;
    }

    // Reads on until so many bytes are in the buffer; false when the segment has not so many left.
    private bool Fill(int wanted)
    {
        var have = _end - _start;
        if (_limit - Offset < wanted)
        {
            return false;
        }

        if (_buffer.Length < wanted)
        {
            var larger = ArrayPool<byte>.Shared.Rent(wanted);
            _buffer.AsSpan(_start, have).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
        else
        {
            _buffer.AsSpan(_start, have).CopyTo(_buffer);
        }

        _start = 0;
        _end = have;
        while (_end < wanted)
        {
            var room = (int)Math.Min(_buffer.Length - _end, _limit - Offset - _end);
            var read = RandomAccess.Read(_file, _buffer.AsSpan(_end, room), Offset + _end);
            if (read == 0)
            {
                return false;
            }

            _end += read;
        }

        return true;
    }
}

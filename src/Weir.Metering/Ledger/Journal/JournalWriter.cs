using Microsoft.Win32.SafeHandles;
using Weir.Storage;
using Weir.Storage.Folders;

namespace Weir.Metering.Ledger.Journal;

/// <summary>
/// Writes frames to the journal's last segment, one positional write each, and begins the next segment when that is full. The writes take
/// turns at a lock: the kernel has one per file anyway, and so a segment never has holes while its machine lives.
/// </summary>
internal sealed class JournalWriter : IDisposable
{
    private readonly SegmentFiles _files;
    private readonly long _segmentBytes;
    private readonly Lock _gate = new();
    private FileStream _segment;

    // Asked of the stream once: each asking seeks.
    private SafeFileHandle _handle;
    private long _number;
    private long _offset;
    private bool _abandoned;
    private bool _closed;

    /// <exception cref="StorageException">The segment can't be created.</exception>
    public JournalWriter(SegmentFiles files, long number, long segmentBytes)
    {
        _files = files;
        _segmentBytes = segmentBytes;
        _number = number;
        Header = SegmentHeader.Create();
        _segment = Create(number);
        _handle = _segment.SafeFileHandle;
        _offset = SegmentHeader.Size;
    }

    /// <summary>What frames are sealed with.</summary>
    public SegmentHeader Header { get; }

    /// <summary>Behind the last frame that is written whole.</summary>
    public JournalPosition End
    {
        get
        {
            lock (_gate)
            {
                return new JournalPosition(_number, _offset);
            }
        }
    }

    /// <summary>Hands a sealed frame to the operating system.</summary>
    /// <exception cref="StorageException">It could not be written; nothing of it will be read.</exception>
    public void Append(ReadOnlySpan<byte> frame)
    {
        lock (_gate)
        {
            if (_closed)
            {
                throw new StorageException("The ledger's journal is closed: Weir has stopped.", "Try again when Weir runs again.");
            }

            if (_abandoned || (_offset + frame.Length > _segmentBytes && _offset > SegmentHeader.Size))
            {
                Rotate();
            }

            try
            {
                RandomAccess.Write(_handle, frame, _offset);
            }
            catch (IOException e)
            {
                CutTail();
                throw Explain(e);
            }

            _offset += frame.Length;
        }
    }

    /// <summary>Makes the next append begin a segment: somebody deleted the file of this one.</summary>
    public void Abandon(long number)
    {
        lock (_gate)
        {
            _abandoned |= number == _number;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            _segment.Dispose();
        }
    }

    private void Rotate()
    {
        var next = Create(_number + 1);
        _segment.Dispose();
        _segment = next;
        _handle = next.SafeFileHandle;
        _number++;
        _offset = SegmentHeader.Size;
        _abandoned = false;
    }

    private FileStream Create(long number)
    {
        FileStream? file = null;
        try
        {
            // Not CreateNew: a segment that could not be begun for lack of space is begun again.
            file = PrivateFile.Open(_files.PathOf(number), FileMode.Create, FileShare.ReadWrite | FileShare.Delete);
            Span<byte> header = stackalloc byte[SegmentHeader.Size];
            Header.Write(header);
            RandomAccess.Write(file.SafeFileHandle, header, 0);
            return file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            throw Explain(e);
        }
    }

    // Not as itself: up there an IOException is a connection's.
    private static StorageException Explain(Exception e) =>
        new($"The ledger's journal can't be written: {e.Message}", "Free some space, and check who owns the data folder.", e);

    // What a failed write left behind would be found by a recovery and looked at in vain.
    private void CutTail()
    {
        try
        {
            RandomAccess.SetLength(_handle, _offset);
        }
        catch (IOException)
        {
            // The disk is in trouble already; a torn tail does no harm.
        }
    }
}

using System.IO.Pipelines;

namespace Weir.Gateway.Simulation;

/// <summary>The reading end of a simulated answer; closing it stops the player. One that is cut breaks off behind its last byte.</summary>
internal sealed class SimulatedStream(PipeReader reader, CancellationTokenSource stop, bool cut) : Stream
{
    private readonly Stream _inner = reader.AsStream();
    private bool _closed;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await _inner.ReadAsync(buffer, cancellationToken);
        return read == 0 && cut && !buffer.IsEmpty ? throw new IOException("The simulator was told to cut some streams.") : read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_closed)
        {
            _closed = true;
            stop.Cancel();
            stop.Dispose();
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }
}

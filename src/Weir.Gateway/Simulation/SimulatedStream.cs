using System.IO.Pipelines;
using Weir.Gateway.Relay;

namespace Weir.Gateway.Simulation;

/// <summary>The reading end of a simulated answer; closing it stops the player. One that is cut breaks off behind its last byte.</summary>
internal sealed class SimulatedStream(PipeReader reader, CancellationTokenSource stop, bool cut) : ForwardStream
{
    private readonly Stream _inner = reader.AsStream();
    private bool _closed;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await _inner.ReadAsync(buffer, cancellationToken);
        return read == 0 && cut && !buffer.IsEmpty ? throw new IOException("The simulator was told to cut some streams.") : read;
    }

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

using Weir.Gateway.Relay;

namespace Weir.Gateway.Background;

/// <summary>The body of an answer that goes on without its call: what is read of it is heard on the way.</summary>
internal sealed class BackgroundStream(BackgroundAnswer answer, Stream body) : ForwardStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await body.ReadAsync(buffer, cancellationToken);
        answer.Read(buffer.Span[..read]);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            body.Dispose();
        }

        base.Dispose(disposing);
    }
}

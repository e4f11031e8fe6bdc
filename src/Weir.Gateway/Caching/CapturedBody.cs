using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace Weir.Gateway.Caching;

/// <summary>A response's body that remembers what goes through it, up to a limit. Whoever writes the answer does not know of it.</summary>
internal sealed class CapturedBody(IHttpResponseBodyFeature inner, int most) : PipeWriter, IHttpResponseBodyFeature
{
    private readonly PipeWriter _inner = inner.Writer;
    private ArrayBufferWriter<byte>? _seen = new();
    private Memory<byte> _lent;

    /// <summary>All bytes that were written; null when they were more than the limit.</summary>
    public ReadOnlyMemory<byte>? Seen => _seen?.WrittenMemory;

    public Stream Stream => AsStream(leaveOpen: true);

    public PipeWriter Writer => this;

    public override bool CanGetUnflushedBytes => _inner.CanGetUnflushedBytes;

    public override long UnflushedBytes => _inner.UnflushedBytes;

    public override Memory<byte> GetMemory(int sizeHint = 0) => _lent = _inner.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override void Advance(int bytes)
    {
        if (_seen is not null && _seen.WrittenCount + bytes <= most)
        {
            _seen.Write(_lent.Span[..bytes]);
        }
        else
        {
            _seen = null;
        }

        _lent = _lent[bytes..];
        _inner.Advance(bytes);
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => _inner.FlushAsync(cancellationToken);

    public override void CancelPendingFlush() => _inner.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => _inner.Complete(exception);

    public void DisableBuffering() => inner.DisableBuffering();

    public Task StartAsync(CancellationToken cancellationToken = default) => inner.StartAsync(cancellationToken);

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default)
    {
        _seen = null;
        return inner.SendFileAsync(path, offset, count, cancellationToken);
    }

    public Task CompleteAsync() => inner.CompleteAsync();
}

using System.Net;
using Weir.Dialects.Bodies;

namespace Weir.Gateway.Upstream;

/// <summary>A body that is sent as it came, but for a few splices. Nothing is copied together; can be sent again for another attempt.</summary>
internal sealed class SplicedContent : OutgoingContent
{
    private readonly ReadOnlyMemory<byte> _body;
    private readonly Splice _first;
    private readonly Splice? _second;

    /// <summary>At most two splices: the model's name and the wish for stream usage.</summary>
    public SplicedContent(ReadOnlyMemory<byte> body, Splice? one, Splice? two, string? contentType)
    {
        _body = body;
        (_first, _second) = (one, two) switch
        {
            (null, null) => (default, null),
            ({ } only, null) => (only, null),
            (null, { } only) => (only, null),
            ({ } a, { } b) => a.Offset <= b.Offset ? (a, (Splice?)b) : (b, a),
        };
        if (contentType is not null)
        {
            Headers.TryAddWithoutValidation("Content-Type", contentType);
        }
    }

    private long Length => _body.Length - _first.Length + _first.Replacement.Length + (_second is { } second ? second.Replacement.Length - second.Length : 0);

    protected override bool TryComputeLength(out long length)
    {
        length = Length;
        return true;
    }

    /// <summary>For a copy in memory, which is to be changed further.</summary>
    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        stream.Write(_body.Span[.._first.Offset]);
        stream.Write(_first.Replacement.Span);
        var at = _first.Offset + _first.Length;
        if (_second is { } second)
        {
            stream.Write(_body.Span[at..second.Offset]);
            stream.Write(second.Replacement.Span);
            at = second.Offset + second.Length;
        }

        stream.Write(_body.Span[at..]);
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(_body[.._first.Offset], cancellationToken);
        await stream.WriteAsync(_first.Replacement, cancellationToken);
        var at = _first.Offset + _first.Length;
        if (_second is { } second)
        {
            await stream.WriteAsync(_body[at..second.Offset], cancellationToken);
            await stream.WriteAsync(second.Replacement, cancellationToken);
            at = second.Offset + second.Length;
        }

        IsOut = true;
        await stream.WriteAsync(_body[at..], cancellationToken);
    }
}

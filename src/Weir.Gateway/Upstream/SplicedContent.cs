using System.Net;
using Weir.Dialects.Bodies;

namespace Weir.Gateway.Upstream;

/// <summary>A body that is sent as it came, but for a few splices. Nothing is copied together; can be sent again for another attempt.</summary>
internal sealed class SplicedContent : OutgoingContent
{
    private readonly ReadOnlyMemory<byte> _body;
    private readonly Splice[] _splices;

    /// <param name="body">The body as it came.</param>
    /// <param name="contentType">As the client wrote it; null leaves it out.</param>
    /// <param name="splices">Changes that do not overlap, in any order; of two at one place the first comes first. Null is none.</param>
    public SplicedContent(ReadOnlyMemory<byte> body, string? contentType, params ReadOnlySpan<Splice?> splices)
    {
        _body = body;
        _splices = InOrder(splices);
        if (contentType is not null)
        {
            Headers.TryAddWithoutValidation("Content-Type", contentType);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        foreach (var splice in _splices)
        {
            length += splice.Replacement.Length - splice.Length;
        }

        return true;
    }

    /// <summary>For a copy in memory, which is to be changed further.</summary>
    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var at = 0;
        foreach (var splice in _splices)
        {
            stream.Write(_body.Span[at..splice.Offset]);
            stream.Write(splice.Replacement.Span);
            at = splice.Offset + splice.Length;
        }

        stream.Write(_body.Span[at..]);
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var at = 0;
        foreach (var splice in _splices)
        {
            await stream.WriteAsync(_body[at..splice.Offset], cancellationToken);
            await stream.WriteAsync(splice.Replacement, cancellationToken);
            at = splice.Offset + splice.Length;
        }

        IsOut = true;
        await stream.WriteAsync(_body[at..], cancellationToken);
    }

    private static Splice[] InOrder(ReadOnlySpan<Splice?> splices)
    {
        var count = 0;
        foreach (var splice in splices)
        {
            count += splice is null ? 0 : 1;
        }

        if (count == 0)
        {
            return [];
        }

        // So few that each finds its place by walking.
        var ordered = new Splice[count];
        count = 0;
        foreach (var splice in splices)
        {
            if (splice is not { } next)
            {
                continue;
            }

            var place = count++;
            while (place > 0 && ordered[place - 1].Offset > next.Offset)
            {
                ordered[place] = ordered[place - 1];
                place--;
            }

            ordered[place] = next;
        }

        return ordered;
    }
}

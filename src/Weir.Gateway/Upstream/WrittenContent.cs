using System.Net;
using System.Net.Http.Headers;

namespace Weir.Gateway.Upstream;

/// <summary>A JSON body that was written anew. Can be sent again.</summary>
internal sealed class WrittenContent : OutgoingContent
{
    private static readonly MediaTypeHeaderValue JsonType = new("application/json");

    private readonly ReadOnlyMemory<byte> _body;

    public WrittenContent(ReadOnlyMemory<byte> body)
    {
        _body = body;
        Headers.ContentType = JsonType;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }

    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken) => stream.Write(_body.Span);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        IsOut = true;
        await stream.WriteAsync(_body, cancellationToken);
    }
}

using System.Net;

namespace Weir.Gateway.Upstream;

/// <summary>A body that knows whether the upstream may have all of it: from then on it may work, and bill.</summary>
internal abstract class OutgoingContent : HttpContent
{
    /// <summary>True from just before the last piece is handed to the connection; what is only half there nobody can answer.</summary>
    public bool IsOut { get; protected set; }

    protected sealed override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);
}

namespace Weir.Gateway.Pipeline;

/// <summary>One thing a client can ask of the data plane; the table of them is <see cref="Operations"/>.</summary>
/// <param name="Index">Position in the table; upstream addresses are cached by it.</param>
/// <param name="Name">What the ledger and the metrics call it.</param>
/// <param name="Path">Path below a connection's base URL.</param>
/// <param name="Shape">How the body is read.</param>
/// <param name="SendsDone">True where a stream ends in <c>[DONE]</c> or a finish reason, so that a stream that ends without is cut.</param>
internal sealed record Operation(int Index, string Name, string Path, BodyShape Shape, bool SendsDone);

/// <summary>How a request's body is read.</summary>
internal enum BodyShape
{
    Json,
    Form,

    /// <summary>Forwarded unread, but for the model of a JSON body.</summary>
    Opaque,
}

using System.Buffers;
using Weir.Dialects.Conversations;
using Weir.Dialects.Errors;
using Weir.Dialects.Streaming;

namespace Weir.Dialects;

/// <summary>
/// One wire format: reads it into the neutral conversation and writes it from there. Pure and stateless; one instance serves all requests. Readers throw
/// <see cref="DialectException"/> and nothing else, whatever the bytes.
/// </summary>
public interface IDialect
{
    /// <summary>The name, as <c>DialectNames</c> of the catalogue writes it.</summary>
    string Name { get; }

    /// <summary>Reads a request.</summary>
    /// <param name="body">The whole body.</param>
    /// <param name="route">What stands in the address instead of the body (Gemini, Bedrock).</param>
    Conversation ReadRequest(ReadOnlySpan<byte> body, RequestRoute route = default);

    /// <summary>Writes a request's body. What can't be expressed is noted in the losses.</summary>
    void WriteRequest(Conversation conversation, IBufferWriter<byte> to, WriteOptions options);

    /// <summary>Reads a whole answer.</summary>
    Answer ReadAnswer(ReadOnlySpan<byte> body);

    /// <summary>Writes a whole answer.</summary>
    void WriteAnswer(Answer answer, IBufferWriter<byte> to, AnswerOptions options);

    /// <summary>A reader of one streamed answer.</summary>
    IStreamReader NewStreamReader();

    /// <summary>A writer of one streamed answer.</summary>
    IStreamWriter NewStreamWriter(AnswerOptions options);

    /// <summary>Reads what an upstream answered instead of an answer. Never throws; a body that is not its dialect's gives the status' own meaning.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="body">The beginning of the body, up to 64 KB.</param>
    WeirError ReadError(int status, ReadOnlySpan<byte> body);

    /// <summary>Writes the body of an error answer.</summary>
    void WriteError(WeirError error, IBufferWriter<byte> to);
}

/// <summary>What of a request stands in its address.</summary>
/// <param name="Model">The model; null where the body tells it.</param>
/// <param name="Stream">True for the address of a stream.</param>
public readonly record struct RequestRoute(string? Model, bool Stream);

using System.Buffers;
using Weir.Dialects.Conversations;

namespace Weir.Dialects;

/// <summary>A dialect whose servers count the tokens of a request before it is run.</summary>
public interface ICountsTokens
{
    /// <summary>Reads a client's question.</summary>
    /// <inheritdoc cref="IDialect.ReadRequest"/>
    Conversation ReadCountRequest(ReadOnlySpan<byte> body, RequestRoute route = default);

    /// <summary>Writes the question.</summary>
    void WriteCountRequest(Conversation conversation, IBufferWriter<byte> to, WriteOptions options);

    /// <summary>The input tokens that a server's answer tells.</summary>
    /// <exception cref="DialectException">It tells none.</exception>
    long ReadCount(ReadOnlySpan<byte> body);

    /// <summary>Writes the answer to a client.</summary>
    void WriteCount(long tokens, IBufferWriter<byte> to);
}

using System.Buffers;
using Weir.Dialects.Conversations;
using Weir.Dialects.Errors;
using Weir.Dialects.Streaming;

namespace Weir.Dialects.CohereV2;

/// <summary>Cohere's chat, <c>/v2/chat</c>: plans before tool calls, documents and citations, events with a name and an index.</summary>
public sealed class CohereV2Dialect : IDialect
{
    internal const string DialectName = "cohere-v2";

    private CohereV2Dialect()
    {
    }

    public static CohereV2Dialect Instance { get; } = new();

    public string Name => DialectName;

    public Conversation ReadRequest(ReadOnlySpan<byte> body, RequestRoute route = default) => BodyReading.Request(body, CohereRequestReader.Read);

    public void WriteRequest(Conversation conversation, IBufferWriter<byte> to, WriteOptions options)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        ArgumentNullException.ThrowIfNull(options);
        using var json = Json.Writer(to);
        CohereRequestWriter.Write(json, conversation, options);
    }

    public Answer ReadAnswer(ReadOnlySpan<byte> body) => BodyReading.Answer(body, CohereAnswerReader.Read);

    public void WriteAnswer(Answer answer, IBufferWriter<byte> to, AnswerOptions options)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(options);
        using var json = Json.Writer(to);
        CohereAnswerWriter.Write(json, answer, options);
    }

    public IStreamReader NewStreamReader() => new CohereStreamReader();

    public IStreamWriter NewStreamWriter(AnswerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new CohereStreamWriter(options);
    }

    public WeirError ReadError(int status, ReadOnlySpan<byte> body) => CohereErrors.Read(status, body);

    public void WriteError(WeirError error, IBufferWriter<byte> to)
    {
        ArgumentNullException.ThrowIfNull(error);
        using var json = Json.Writer(to);
        CohereErrors.Write(json, error);
    }
}

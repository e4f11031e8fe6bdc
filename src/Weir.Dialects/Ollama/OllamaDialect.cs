using System.Buffers;
using Weir.Dialects.Conversations;
using Weir.Dialects.Errors;
using Weir.Dialects.Streaming;

namespace Weir.Dialects.Ollama;

/// <summary>Ollama's own chat, <c>/api/chat</c>: arguments are objects, pictures bare base64, streams are lines of JSON.</summary>
public sealed class OllamaDialect : IDialect
{
    internal const string DialectName = "ollama";

    private OllamaDialect()
    {
    }

    public static OllamaDialect Instance { get; } = new();

    public string Name => DialectName;

    public Conversation ReadRequest(ReadOnlySpan<byte> body, RequestRoute route = default) => BodyReading.Request(body, OllamaRequestReader.Read);

    public void WriteRequest(Conversation conversation, IBufferWriter<byte> to, WriteOptions options)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        ArgumentNullException.ThrowIfNull(options);
        using var json = Json.Writer(to);
        OllamaRequestWriter.Write(json, conversation, options);
    }

    public Answer ReadAnswer(ReadOnlySpan<byte> body) => BodyReading.Answer(body, OllamaAnswerReader.Read);

    public void WriteAnswer(Answer answer, IBufferWriter<byte> to, AnswerOptions options)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(options);
        using var json = Json.Writer(to);
        OllamaAnswerWriter.Write(json, answer, options);
    }

    public IStreamReader NewStreamReader() => new OllamaStreamReader();

    public IStreamWriter NewStreamWriter(AnswerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new OllamaStreamWriter(options);
    }

    public WeirError ReadError(int status, ReadOnlySpan<byte> body) => OllamaErrors.Read(status, body);

    public void WriteError(WeirError error, IBufferWriter<byte> to)
    {
        ArgumentNullException.ThrowIfNull(error);
        using var json = Json.Writer(to);
        OllamaErrors.Write(json, error);
    }
}

using System.Buffers;
using Weir.Dialects.Conversations;
using Weir.Dialects.Errors;
using Weir.Dialects.OpenAiChat;
using Weir.Dialects.Streaming;

namespace Weir.Dialects.OpenAiResponses;

/// <summary>OpenAI Responses, and Open Responses, which is the same API of others.</summary>
public sealed class ResponsesDialect : IDialect
{
    public const string DialectName = "openai-responses";

    /// <summary>Output tokens that the API takes as a limit at the least.</summary>
    public const int LeastLimit = 16;

    private ResponsesDialect()
    {
    }

    public static ResponsesDialect Instance { get; } = new();

    public string Name => DialectName;

    public Conversation ReadRequest(ReadOnlySpan<byte> body, RequestRoute route = default) => RequestReader.Read(body);

    public void WriteRequest(Conversation conversation, IBufferWriter<byte> to, WriteOptions options) => RequestWriter.Write(conversation, to, options);

    public Answer ReadAnswer(ReadOnlySpan<byte> body) => AnswerReader.Read(body);

    public void WriteAnswer(Answer answer, IBufferWriter<byte> to, AnswerOptions options) => AnswerWriter.Write(answer, to, options);

    public IStreamReader NewStreamReader() => new ResponseStreamReader();

    public IStreamWriter NewStreamWriter(AnswerOptions options) => new ResponseStreamWriter(options);

    public WeirError ReadError(int status, ReadOnlySpan<byte> body) => OpenAiChatDialect.Instance.ReadError(status, body);

    public void WriteError(WeirError error, IBufferWriter<byte> to) => ErrorWriter.Write(to, error);
}

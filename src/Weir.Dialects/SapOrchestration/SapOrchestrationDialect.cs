using System.Buffers;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Errors;
using Weir.Dialects.OpenAiChat;
using Weir.Dialects.Streaming;

namespace Weir.Dialects.SapOrchestration;

/// <summary>
/// The orchestration service of SAP AI Core, in its second version: OpenAI's chat in an envelope. Everything inside is read and written by <see cref="OpenAiChatDialect"/>, so that its
/// notes and signatures are what conversations and answers of this dialect hold.
/// </summary>
public sealed class SapOrchestrationDialect : IDialect
{
    internal const string DialectName = "sap-orchestration";

    private SapOrchestrationDialect()
    {
    }

    public static SapOrchestrationDialect Instance { get; } = new();

    public string Name => DialectName;

    public Conversation ReadRequest(ReadOnlySpan<byte> body, RequestRoute route = default)
    {
        var chat = new ArrayBufferWriter<byte>(body.Length);
        try
        {
            RequestEnvelope.Open(body, chat);
        }
        catch (InvalidOperationException)
        {
            throw DialectException.Invalid("The request has text that is not valid Unicode.", action: "Send the JSON body encoded as UTF-8, without halves of surrogate pairs.");
        }

        return OpenAiChatDialect.Instance.ReadRequest(chat.WrittenSpan, route);
    }

    public void WriteRequest(Conversation conversation, IBufferWriter<byte> to, WriteOptions options)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        ArgumentNullException.ThrowIfNull(options);
        RequestEnvelope.Write(conversation, to, options);
    }

    public Answer ReadAnswer(ReadOnlySpan<byte> body)
    {
        var chat = new ArrayBufferWriter<byte>(body.Length);
        try
        {
            var envelope = JsonElement.Parse(body);
            if (OrchestrationErrors.In(envelope) is { } error)
            {
                throw new DialectException(error);
            }

            AnswerEnvelope.Open(envelope, chat);
        }
        catch (JsonException)
        {
            throw DialectException.Unexpected("The upstream's answer is not JSON.");
        }
        catch (InvalidOperationException)
        {
            throw DialectException.Unexpected("The upstream's answer has text that is not valid Unicode.");
        }

        return OpenAiChatDialect.Instance.ReadAnswer(chat.WrittenSpan);
    }

    public void WriteAnswer(Answer answer, IBufferWriter<byte> to, AnswerOptions options)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var chat = new ArrayBufferWriter<byte>();
        OpenAiChatDialect.Instance.WriteAnswer(answer, chat, options);
        using var json = Json.Writer(to);
        AnswerEnvelope.Write(json, AnswerEnvelope.RequestId(answer), JsonElement.Parse(chat.WrittenSpan, DeepJson.Options));
    }

    public IStreamReader NewStreamReader() => new OrchestrationStreamReader();

    public IStreamWriter NewStreamWriter(AnswerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new OrchestrationStreamWriter(options);
    }

    public WeirError ReadError(int status, ReadOnlySpan<byte> body) => OrchestrationErrors.Read(status, body);

    public void WriteError(WeirError error, IBufferWriter<byte> to)
    {
        ArgumentNullException.ThrowIfNull(error);
        using var json = Json.Writer(to);
        OrchestrationErrors.Write(json, error, AnswerEnvelope.FreshId());
    }
}

using System.Buffers;
using Weir.Dialects.Conversations;
using Weir.Dialects.Errors;
using Weir.Dialects.OpenAiChat.Translation;
using Weir.Dialects.OpenAiChat.Translation.Answers;
using Weir.Dialects.OpenAiChat.Translation.Requests;
using Weir.Dialects.OpenAiChat.Translation.Streams;
using Weir.Dialects.OpenAiChat.Variants;
using Weir.Dialects.Streaming;

namespace Weir.Dialects.OpenAiChat;

/// <summary>OpenAI's chat completions, and the servers that speak like it. Answers of some of them need their variant to be read well: <see cref="Of"/>.</summary>
public sealed class OpenAiChatDialect : IDialect
{
    private readonly ChatVariant _variant;

    private OpenAiChatDialect(ChatVariant variant) => _variant = variant;

    /// <summary>The dialect as OpenAI speaks it.</summary>
    public static OpenAiChatDialect Instance { get; } = new(ChatVariant.OpenAi);

    public string Name => Notes.Dialect;

    /// <summary>The dialect with a reader for a certain server's answers.</summary>
    public static OpenAiChatDialect Of(ChatVariant variant)
    {
        ArgumentNullException.ThrowIfNull(variant);
        return variant == ChatVariant.OpenAi ? Instance : new OpenAiChatDialect(variant);
    }

    public Conversation ReadRequest(ReadOnlySpan<byte> body, RequestRoute route = default)
    {
        try
        {
            return RequestReader.Read(body, route);
        }
        catch (InvalidOperationException)
        {
            throw DialectException.Invalid("The request has text that is not valid Unicode.", action: "Send the JSON body encoded as UTF-8, without halves of surrogate pairs.");
        }
    }

    public void WriteRequest(Conversation conversation, IBufferWriter<byte> to, WriteOptions options)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        ArgumentNullException.ThrowIfNull(options);
        RequestWriter.Write(conversation, to, options);
    }

    public Answer ReadAnswer(ReadOnlySpan<byte> body)
    {
        try
        {
            return AnswerReader.Read(body, _variant);
        }
        catch (InvalidOperationException)
        {
            throw DialectException.Unexpected("The upstream's answer has text that is not valid Unicode.");
        }
        catch (DialectException exception) when (exception.Error.Kind == ErrorKind.InvalidRequest && exception.Error.Param?.StartsWith("choices", StringComparison.Ordinal) == true)
        {
            throw DialectException.Unexpected($"The upstream's answer is malformed: {exception.Error.Message}");
        }
    }

    public void WriteAnswer(Answer answer, IBufferWriter<byte> to, AnswerOptions options)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(options);
        AnswerWriter.Write(answer, to, options);
    }

    public IStreamReader NewStreamReader() => new ChatStreamReader(_variant);

    public IStreamWriter NewStreamWriter(AnswerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new ChatStreamWriter(options);
    }

    public WeirError ReadError(int status, ReadOnlySpan<byte> body) => ErrorReader.Read(status, body);

    public void WriteError(WeirError error, IBufferWriter<byte> to) => ErrorWriter.Write(to, error);
}

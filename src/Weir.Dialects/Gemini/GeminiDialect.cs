using System.Buffers;
using Weir.Dialects.Conversations;
using Weir.Dialects.Errors;
using Weir.Dialects.Streaming;

namespace Weir.Dialects.Gemini;

/// <summary>Gemini's generateContent, at AI Studio and on Vertex. The model and the wish for a stream stand in the address.</summary>
public sealed class GeminiDialect : IDialect, ICountsTokens
{
    public const string DialectName = "gemini";

    private GeminiDialect()
    {
    }

    public static GeminiDialect Instance { get; } = new();

    public string Name => DialectName;

    public Conversation ReadRequest(ReadOnlySpan<byte> body, RequestRoute route = default) => RequestReader.Read(body, route);

    public void WriteRequest(Conversation conversation, IBufferWriter<byte> to, WriteOptions options) => RequestWriter.Write(conversation, to, options);

    public Answer ReadAnswer(ReadOnlySpan<byte> body) => AnswerReader.Read(body);

    public void WriteAnswer(Answer answer, IBufferWriter<byte> to, AnswerOptions options) => AnswerWriter.Write(answer, to, options);

    public IStreamReader NewStreamReader() => new ContentStreamReader();

    public IStreamWriter NewStreamWriter(AnswerOptions options) => new ContentStreamWriter(options);

    public WeirError ReadError(int status, ReadOnlySpan<byte> body) => Errors.Read(status, body);

    public void WriteError(WeirError error, IBufferWriter<byte> to) => Errors.Write(error, to);

    public Conversation ReadCountRequest(ReadOnlySpan<byte> body, RequestRoute route = default)
    {
        var json = Json.Parse(body);
        var inner = json.Either("generateContentRequest", "generate_content_request");
        return inner.ValueKind == System.Text.Json.JsonValueKind.Object
            ? RequestReader.Read(System.Text.Encoding.UTF8.GetBytes(inner.GetRawText()), route)
            : RequestReader.Read(body, route);
    }

    public void WriteCountRequest(Conversation conversation, IBufferWriter<byte> to, WriteOptions options)
    {
        using var json = Json.Writer(to);
        json.WriteStartObject();
        json.WriteStartObject("generateContentRequest");
        json.WriteString("model", "models/" + conversation.Model);
        RequestWriter.WriteMembers(json, conversation, options);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public long ReadCount(ReadOnlySpan<byte> body) =>
        Json.Parse(body).Member("totalTokens").AsLong() ?? throw DialectException.Unexpected("The upstream's token count tells no totalTokens.");

    public void WriteCount(long tokens, IBufferWriter<byte> to)
    {
        using var json = Json.Writer(to);
        json.WriteStartObject();
        json.WriteNumber("totalTokens", tokens);
        json.WriteEndObject();
    }
}

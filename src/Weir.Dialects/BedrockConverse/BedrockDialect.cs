using System.Buffers;
using Weir.Dialects.Conversations;
using Weir.Dialects.Errors;
using Weir.Dialects.Streaming;

namespace Weir.Dialects.BedrockConverse;

/// <summary>Bedrock's Converse: one form for the models of many vendors. The model stands in the address; a stream comes in binary frames.</summary>
public sealed class BedrockDialect : IDialect, ICountsTokens
{
    public const string DialectName = "bedrock-converse";

    private BedrockDialect()
    {
    }

    public static BedrockDialect Instance { get; } = new();

    public string Name => DialectName;

    public Conversation ReadRequest(ReadOnlySpan<byte> body, RequestRoute route = default) => RequestReader.Read(body, route);

    public void WriteRequest(Conversation conversation, IBufferWriter<byte> to, WriteOptions options)
    {
        using var json = Json.Writer(to);
        json.WriteStartObject();
        RequestWriter.WriteMembers(json, conversation, options);
        json.WriteEndObject();
    }

    public Answer ReadAnswer(ReadOnlySpan<byte> body) => AnswerForm.Read(body);

    public void WriteAnswer(Answer answer, IBufferWriter<byte> to, AnswerOptions options) => AnswerForm.Write(answer, to, options);

    public IStreamReader NewStreamReader() => new ConverseStreamReader();

    public IStreamWriter NewStreamWriter(AnswerOptions options) => new ConverseStreamWriter(options);

    public WeirError ReadError(int status, ReadOnlySpan<byte> body) => Errors.Read(status, body);

    public void WriteError(WeirError error, IBufferWriter<byte> to) => Errors.Write(error, to);

    public Conversation ReadCountRequest(ReadOnlySpan<byte> body, RequestRoute route = default)
    {
        var inner = Json.Parse(body).Member("input").Member("converse");
        return RequestReader.Read(System.Text.Encoding.UTF8.GetBytes(inner.ValueKind == System.Text.Json.JsonValueKind.Object ? inner.GetRawText() : "{}"), route);
    }

    public void WriteCountRequest(Conversation conversation, IBufferWriter<byte> to, WriteOptions options)
    {
        using var json = Json.Writer(to);
        json.WriteStartObject();
        json.WriteStartObject("input");
        json.WriteStartObject("converse");
        RequestWriter.WritePrompt(json, conversation, options);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public long ReadCount(ReadOnlySpan<byte> body) =>
        Json.Parse(body).Member("inputTokens").AsLong() ?? throw DialectException.Unexpected("The upstream's token count tells no inputTokens.");

    public void WriteCount(long tokens, IBufferWriter<byte> to)
    {
        using var json = Json.Writer(to);
        json.WriteStartObject();
        json.WriteNumber("inputTokens", tokens);
        json.WriteEndObject();
    }
}
